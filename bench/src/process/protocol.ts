/** What the measuring process asks of a contender's. */
export type Request =
  | { readonly type: 'prepare'; readonly workload: string }
  /** Executes for so many milliseconds at least, once at least. */
  | { readonly type: 'round'; readonly ms: number };

/** What a contender's process says of itself when it begins. */
export interface Named {
  readonly type: 'named';
  readonly name: string;
}

/** What a contender's process answers, one answer to each request. */
export type Answer = Ready | Declined | Round;

export interface Ready {
  readonly type: 'ready';
  readonly name: string;
  readonly version: string;
  readonly note: string;
}

interface Declined {
  readonly type: 'unable';
  /** Empty where the process is not there any more to say it. */
  readonly name: string;
  readonly reason: string;
}

export interface Round {
  readonly type: 'measured';
  /** Nanoseconds of one execution: those that passed, and those that the process computed, in all its threads. */
  readonly wallNs: number;
  readonly cpuNs: number;
  readonly executions: number;
  readonly checksum: number;
  /** Bytes of memory that the process has held at most so far. */
  readonly peakBytes: number;
}
