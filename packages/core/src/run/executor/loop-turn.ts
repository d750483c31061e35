import type { Clock } from '../../services/clock.js';
import { type Placed, Roster } from '../../values/roster.js';
import { Turn } from './turn.js';

/** Milliseconds of synchronous work after which the event loop gets its turn. */
const SLICE_MS = 8;

/** What is to happen when the present turn is over. */
export class Afterwards implements Placed {
  readonly fn: () => void;
  place = -1;

  constructor(fn: () => void) {
    this.fn = fn;
  }
}

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
  /** The last look at the clock. */
  #lookedAt = 0;
  /** Those who wait for a turn, and how many of them have been let in. */
  #line: Turn[] = [];
  #letIn = 0;
  /** Whether somebody who is let in is followed by the next, or the line waits for a turn. */
  #isLettingIn = false;
  readonly #afterwards = new Roster<Afterwards>();

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
      for (const { fn } of this.#afterwards.takeAll()) fn();
    });
    return this.#count;
  }

  /** Calls back once when the present turn is over. Answers what to {@link forget}. */
  afterwards(fn: () => void): Afterwards {
    this.enter();
    const afterwards = new Afterwards(fn);
    this.#afterwards.add(afterwards);
    return afterwards;
  }

  /** Does not call back any more. */
  forget(afterwards: Afterwards): void {
    this.#afterwards.remove(afterwards);
  }

  /** Says what time it is. Answers whether the present turn has taken its time. */
  look(now: number): boolean {
    this.#lookedAt = now;
    return now - this.#since >= SLICE_MS;
  }

  /**
   * A turn to begin in, where the present one has taken its time as of the last look at the clock, or others wait. Those who
   * wait are let in one after another, in the order they came, as many as find time in a turn.
   */
  get next(): Turn | undefined {
    const isNobodyWaiting = this.#line.length === this.#letIn;
    if (isNobodyWaiting && !(this.#isArmed && this.look(this.#lookedAt))) return undefined;
    const turn = new Turn();
    this.#line.push(turn);
    if (!this.#isLettingIn) {
      this.#isLettingIn = true;
      this.afterwards(() => this.#letNextIn());
    }
    return turn;
  }

  /** When the present turn began, in the clock's milliseconds. */
  get since(): number {
    return this.#since;
  }

  /** Lets in the first of those who still wait; the others follow when it has done what it could do at once. */
  #letNextIn(): void {
    this.enter();
    while (this.#letIn < this.#line.length) {
      const turn = this.#line[this.#letIn++] as Turn;
      if (!turn.come()) continue;
      void turn.promise.then(() => this.#goOn());
      return;
    }
    this.#line = [];
    this.#letIn = 0;
    this.#isLettingIn = false;
  }

  #goOn(): void {
    if (this.look(this.#clock.now())) this.afterwards(() => this.#letNextIn());
    else this.#letNextIn();
  }
}
