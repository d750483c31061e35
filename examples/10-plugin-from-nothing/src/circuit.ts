/** What is remembered of a type of nodes. */
export interface Circuit {
  /** Failures since its last success. */
  readonly failures: number;
  /** When the last of them was, in the clock's milliseconds. */
  readonly failedAt: number;
}

/** What nothing is known of, or what worked the last time. */
export const CLOSED: Circuit = Object.freeze({ failures: 0, failedAt: 0 });

/** When a circuit opens, and for how long. */
export interface Patience {
  readonly failures: number;
  readonly restMs: number;
}

/** Whether a type is not to be called. When it has rested, one more failure opens it again. */
export function isOpen({ failures, failedAt }: Circuit, patience: Patience, now: number): boolean {
  return failures >= patience.failures && now - failedAt < patience.restMs;
}

/** The circuit after a failure. */
export function afterFailure({ failures }: Circuit, now: number): Circuit {
  return Object.freeze({ failures: failures + 1, failedAt: now });
}
