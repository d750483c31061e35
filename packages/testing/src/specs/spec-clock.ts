import { SystemClock, type Timer } from '@tenon/core';

/**
 * A time limit that a {@link SpecClock} lets run out at once. An odd number of milliseconds, so that nobody else states it
 * by chance.
 */
export const AT_ONCE_MS = 2_718_281.828;

/** The clock of the machine, but for the time limits of what a spec lets hang: those are over at once. */
export class SpecClock extends SystemClock {
  override timer(ms: number, fn: () => void): Timer {
    return ms === AT_ONCE_MS ? this.immediate(fn) : super.timer(ms, fn);
  }
}
