/** What the measuring process asks of a contender's. */
export type Request =
  | { readonly type: 'prepare'; readonly workload: string }
  /** Executes for so many milliseconds at least, once at least. */
  | { readonly type: 'round'; readonly ms: number };

/** What a contender's process answers, one answer to each request. */
export type Answer =
  | {
      readonly type: 'ready';
      readonly name: string;
      readonly version: string;
      readonly note: string;
    }
  | { readonly type: 'unable'; readonly name: string; readonly reason: string }
  | {
      readonly type: 'measured';
      /** Nanoseconds of one execution. */
      readonly nanoseconds: number;
      readonly executions: number;
      readonly checksum: number;
    };
