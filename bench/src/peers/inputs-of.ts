import type { GraphNode } from '../workloads/workload.js';

/** The inputs of a node's body, from the values of its parents in order. */
export function inputsOf({ arity }: GraphNode, values: readonly number[]): unknown {
  switch (arity) {
    case 'one':
      return { value: values[0] ?? 0 };
    case 'three':
      return { a: values[0], b: values[1], c: values[2] };
    case 'many':
      return { values };
  }
}
