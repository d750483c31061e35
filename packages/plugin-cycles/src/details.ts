import type { LoopRecord } from './control/history.js';
import type { WatchedNumber } from './watch/watched-number.js';

/** What this plugin adds to the summary of a loop: `result.loops['fit'].details`. */
export interface LoopReport {
  /** The last iterations, earliest first, where the loop states a `history`. */
  readonly history?: readonly LoopRecord[];
  /** The numbers that the loop's condition read, by their place: `fit.error`. At most eight. */
  readonly watched?: Readonly<Record<string, WatchedNumber>>;
}

declare module '@tenon/core' {
  interface LoopDetails extends LoopReport {}
}
