import type { Workload } from '../workloads/workload.js';

/** Does a whole workload once; answers its checksum: the sum of the values of all nodes, over all runs. */
export type Execute = () => number | PromiseLike<number>;

/** Why a contender has no figure. */
export interface Unable {
  readonly unable: string;
}

/** One way of doing workloads. Each stands in a file of its own, whose default export it is. */
export interface Contender {
  readonly name: string;
  readonly version: string;
  /** What there is to know before reading its figures. */
  readonly note?: string;
  /** Whether it makes everything anew by itself where a workload asks for that; others are prepared anew. */
  readonly makesAnew?: boolean;
  /** Gets ready, outside what is measured. What it cannot express it says. */
  prepare(workload: Workload): Execute | Unable | PromiseLike<Execute | Unable>;
}
