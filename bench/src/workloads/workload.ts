import type { Arity } from './bodies.js';

/** What a node is: a body of its own, or what a workflow routes with. */
type NodeRole =
  | 'body'
  /** Calls its body, and then takes port `left` for an even value and `right` for an odd one. */
  | 'switch'
  /** Hands its input on by a condition that is text: port `true` for an even value, `false` for an odd one. */
  | 'branch'
  /** Hands on the one value that is there. */
  | 'merge';

/** One node of a graph: the body it calls, and whose values that gets. */
export interface GraphNode {
  readonly role: NodeRole;
  readonly arity: Arity;
  /** Which of the 64 bodies of that arity. */
  readonly body: number;
  /** Earlier nodes, by index; in a loop, the first node's is the last of the body. None for a source, whose input is 0. */
  readonly parents: readonly number[];
  readonly isAsync: boolean;
  /** Milliseconds that the node waits before it answers. */
  readonly delayMs: number;
  /** The switch whose port it hangs on, and which port: 0 is the first. */
  readonly arm: { readonly of: number; readonly side: 0 | 1 } | undefined;
}

/** The nodes of a loop: those from `first` to `last`, which feeds `first` again. */
export interface LoopSpan {
  readonly first: number;
  readonly last: number;
}

/** When the loops of a workload end: after so many iterations, or when a condition says so, which it does in the last. */
type LoopUntil = 'count' | 'function' | 'text';

/**
 * What is done beside calling the bodies. `contracts` checks a number on each connection, `orders` an order with eight
 * lines; `off` carries the contracts and checks none. `templates` fills in two templates of each node's configuration, a
 * parameter and a secret. `guarded` asks an access policy about each node, records each in an audit list, and keeps a
 * record of each task.
 */
export type Duty = 'none' | 'contracts' | 'orders' | 'off' | 'templates' | 'guarded';

/** What a figure is held to; see `report/targets.ts`. */
export type Group =
  | 'plain'
  | 'asynchronous'
  | 'working'
  | 'timers'
  | 'fixed'
  | 'growth'
  | 'preparation'
  | 'observed';

/** A graph to run from end to end. Every node's value is read at the end, and their sum is the checksum. */
export interface Workload {
  readonly name: string;
  readonly group: Group;
  /** In an order in which each node stands behind its parents. */
  readonly nodes: readonly GraphNode[];
  readonly loops: readonly LoopSpan[];
  readonly iterations: number;
  readonly until: LoopUntil;
  readonly duty: Duty;
  /** How many runs of it go on at once. */
  readonly concurrentRuns: number;
  /** Whether everything is made anew for each execution, and the making is measured. */
  readonly isFresh: boolean;
  /** Whether an observer is told of each node. */
  readonly isObserved: boolean;
  /** Whether the peers are measured too. */
  readonly hasPeers: boolean;
}

/** How many node visits one execution makes; a node that is skipped counts as visited. */
export function visitsOf({ nodes, loops, iterations, concurrentRuns }: Workload): number {
  const inLoops = loops.reduce((count, { first, last }) => count + last - first + 1, 0);
  return (nodes.length + inLoops * (iterations - 1)) * concurrentRuns;
}
