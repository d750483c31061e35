import type { Arity } from './bodies.js';

/** One node of a graph: the body it calls, and whose values that gets. */
export interface GraphNode {
  readonly arity: Arity;
  /** Which of the 64 bodies of that arity. */
  readonly body: number;
  /** Earlier nodes, by index. None for a source, whose input is 0. */
  readonly parents: readonly number[];
  readonly isAsync: boolean;
  /** Milliseconds that the node waits before it answers. */
  readonly delayMs: number;
}

/** A graph to run from end to end; every node's value is read, and their sum is the checksum. */
export interface GraphWorkload {
  readonly kind: 'graph';
  readonly name: string;
  /** In an order in which each node stands behind its parents. */
  readonly nodes: readonly GraphNode[];
  /** How many runs of it go on at once. */
  readonly concurrentRuns: number;
}

/** Anything that can be measured. Figures are told for each of `units`. */
export type Workload = GraphWorkload;

/** How many node visits one execution makes. */
export function visitsOf(workload: Workload): number {
  return workload.nodes.length * workload.concurrentRuns;
}
