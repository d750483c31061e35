import { BODIES } from './bodies.js';
import type { GraphNode } from './workload.js';

const COUNT = BODIES.one.length;

/** A node by its place in the graph and its parents, with the body that is its turn. */
export function node(
  index: number,
  parents: readonly number[],
  facts: Partial<GraphNode> = {},
): GraphNode {
  const arity = parents.length <= 1 ? 'one' : parents.length === 3 ? 'three' : 'many';
  const plain = { role: 'body', isAsync: false, delayMs: 0, arm: undefined } as const;
  return { ...plain, arity, body: index % COUNT, parents, ...facts };
}
