import type { Clock } from '../../services/clock.js';
import { type Entry, Roster } from '../../values/roster.js';

/**
 * Knows when the event loop last turned. Promises may settle one after another, and runs follow one another, without its
 * ever turning; what tells is an immediate that comes back. Shared by the runs of a runtime, which together hold the
 * thread no longer than one of them may.
 */
export class LoopTurn {
  readonly #clock: Clock;
  #isArmed = false;
  #count = 0;
  #since = 0;
  readonly #afterwards = new Roster<() => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Says that work goes on. Answers the number of the present turn. */
  enter(): number {
    if (this.#isArmed) return this.#count;
    this.#isArmed = true;
    this.#count++;
    this.#since = this.#clock.now();
    this.#clock.immediate(() => {
      this.#isArmed = false;
      for (const fn of this.#afterwards.takeAll()) fn();
    });
    return this.#count;
  }

  /** Calls back once when the present turn is over. Answers what to {@link forget}. */
  afterwards(fn: () => void): Entry<() => void> {
    this.enter();
    return this.#afterwards.add(fn);
  }

  /** Does not call back any more. */
  forget(entry: Entry<() => void>): void {
    this.#afterwards.remove(entry);
  }

  /** When the present turn began, in the clock's milliseconds. */
  get since(): number {
    return this.#since;
  }
}
