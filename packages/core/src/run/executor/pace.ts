import type { Clock } from '../../services/clock.js';
import { listWith } from '../../values/list-with.js';
import type { LoopTurn } from './loop-turn.js';

/** Milliseconds that a stride is to take. */
const STRIDE_MS = 1;
/** A stretch this long without a look at the clock means that a node held the thread. */
const BLOCKED_MS = 1000;
const FIRST_STRIDE = 4;
const LONGEST_STRIDE = 4096;
/** How much longer a stride may be than the one before. */
const GROWTH = 4;

/** Called with the visits started so far; answers at how many it wants to be called again. */
export type VisitCheck = (visits: number) => number;

interface Check {
  readonly check: VisitCheck;
  at: number;
}

const NO_CHECKS: readonly never[] = Object.freeze([]);

/** What a pace tells. */
export interface PaceListener {
  /** Synchronous work held the thread for so long without a look at the clock. */
  blocked(ms: number): void;
  /** A look at the clock: time limits may be checked. */
  looked(now: number): void;
  /** A check of the visits threw. */
  checkFailed(error: unknown): void;
}

/**
 * Counts the visits of a run, and tells when the event loop is due its turn. Looks at the clock only now and then: the
 * stride between two looks follows what the work of the last stretch took, so that a look costs next to nothing for each
 * visit.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #turn: LoopTurn;
  readonly #listener: PaceListener;
  #left = FIRST_STRIDE;
  #stride = FIRST_STRIDE;
  /** Visits in the present stretch: none after a look that found the event loop due. */
  #counted = FIRST_STRIDE;
  /** The turn of the event loop in which the present stretch of work began, and when that was. */
  #turnSeen = -1;
  #lookedAt = 0;
  /** Visits counted when the present stretch is over. */
  #visits = FIRST_STRIDE;
  #checks: readonly Check[] = NO_CHECKS;
  #checkAt = Number.POSITIVE_INFINITY;

  constructor(clock: Clock, turn: LoopTurn, listener: PaceListener) {
    this.#clock = clock;
    this.#turn = turn;
    this.#listener = listener;
  }

  /** Work begins, or goes on after something was waited for. */
  resume(): void {
    const turn = this.#turn.enter();
    if (turn === this.#turnSeen) return;
    this.#turnSeen = turn;
    this.#lookedAt = this.#turn.since;
  }

  /**
   * Counts a visit that is about to start. Answers whether the event loop is due its turn first; the visit is then not
   * counted, and the answer stays the same until the event loop has turned.
   */
  isDue(): boolean {
    return --this.#left < 0 && this.#look();
  }

  /** Adds what is called with the number of visits, exactly when it asks to be. */
  checkVisits(check: VisitCheck): void {
    this.#checks = listWith(this.#checks, { check, at: 0 });
    this.#checkAt = 0;
    // The stretch ends at once, and the visits that it had left are not counted.
    this.#visits -= this.#left;
    this.#left = this.#counted = 0;
  }

  #look(): boolean {
    const now = this.#clock.now();
    this.#listener.looked(now);
    const started = this.#visits + 1;
    if (started >= this.#checkAt) this.#checkNow(started);
    const stride = this.#nextStride(now);
    this.#lookedAt = now;
    this.#stride = Math.max(1, Math.min(stride, this.#checkAt - started));
    if (this.#turn.look(now)) {
      this.#left = this.#counted = 0;
      return true;
    }
    // The visit this look stands before is the first of the new stretch.
    this.#counted = this.#stride;
    this.#left = this.#stride - 1;
    this.#visits += this.#stride;
    return false;
  }

  /** Work pauses or is over: time limits are looked at once more. */
  pause(): void {
    const now = this.#clock.now();
    const stretch = now - this.#lookedAt;
    if (stretch > BLOCKED_MS) this.#listener.blocked(stretch);
    this.#lookedAt = now;
    this.#turn.look(now);
    this.#listener.looked(now);
  }

  #checkNow(started: number): void {
    this.#checkAt = Number.POSITIVE_INFINITY;
    for (const entry of this.#checks) {
      if (started >= entry.at) entry.at = this.#ask(entry.check, started);
      this.#checkAt = Math.min(this.#checkAt, entry.at);
    }
  }

  /** What throws stops the run, and is not asked again. */
  #ask(check: VisitCheck, started: number): number {
    try {
      return check(started);
    } catch (error) {
      this.#listener.checkFailed(error);
      return Number.POSITIVE_INFINITY;
    }
  }

  /** As many visits as fit into the time of a stride, going by the last stretch; as before where nothing ran in it. */
  #nextStride(now: number): number {
    if (this.#counted === 0) return this.#stride;
    const stretch = now - this.#lookedAt;
    if (stretch > BLOCKED_MS) this.#listener.blocked(stretch);
    const perVisit = Math.max(stretch / this.#counted, 1e-6);
    // One cheap visit says little about those behind it, so that strides grow step by step.
    return Math.min(LONGEST_STRIDE, this.#stride * GROWTH, Math.floor(STRIDE_MS / perVisit));
  }
}
