import type { Given } from '../workloads/bodies.js';

/**
 * Does one node: reads the values of its parents, which stand in `values` by node, and gives its own; nothing where the
 * node is skipped. `scope` is what the run brought.
 */
export type Call = (values: number[], scope: never) => Given | Promise<Given> | undefined;

/** A workload as somebody would write it by hand: the calls, and the order they are made in. */
export interface Program {
  readonly calls: readonly Call[];
  /** Nodes by index, as often as they are called: loops are written out. */
  readonly order: Int32Array;
  /** What is done once for each run; may be a promise, as secrets are fetched. */
  readonly begin: (() => unknown) | undefined;
  /** Whether any call may answer with a promise. */
  readonly isAsync: boolean;
}
