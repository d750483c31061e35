import type { GraphNode } from './workload.js';

/** The name of the input that a parent feeds, by the parent's place among the parents. */
export function inputOf({ arity, role }: GraphNode, at: number): string {
  if (role === 'merge') return 'values';
  switch (arity) {
    case 'one':
      return 'value';
    case 'three':
      return 'abc'.charAt(at);
    case 'many':
      return 'values';
  }
}
