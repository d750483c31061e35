import type { Clock } from '../../services/clock.js';

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
    });
    return this.#count;
  }

  /** When the present turn began, in the clock's milliseconds. */
  get since(): number {
    return this.#since;
  }
}
