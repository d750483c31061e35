import type { IBreaker } from 'cockatiel';
import { cockatiel } from '../cockatiel.js';
import { DEFAULTS } from '../policy/figures.js';

/** When a breaker opens, and for how long. */
export interface BreakerFigures {
  readonly failures: number | undefined;
  readonly rate: number | undefined;
  readonly calls: number;
  readonly restMs: number;
}

/** How a breaker stands. */
export type BreakerStateName = 'closed' | 'open' | 'halfOpen';

/** How a call ended: `neutral` where its end says nothing about what it called. */
export type CallEnd = 'success' | 'failure' | 'neutral';

/** The leave to make one call. */
export interface Pass {
  /** The breaker's period in which it was given. */
  readonly period: number;
}

/** What a call is told instead of a pass. */
export interface Refusal {
  /** Milliseconds until the next call may be let through; 0 where one is on its way. */
  readonly waitMs: number;
}

/**
 * A circuit breaker as a state machine without a clock: who calls says what time it is. Closed, it lets everything through
 * and counts; open, nothing; and half open, exactly one call, whose end closes it or opens it again. A call that was let
 * through in an earlier period says nothing any more: a late success does not close it, a late failure does not open it.
 *
 * When to open is decided by the breakers of cockatiel. Its `CircuitBreakerPolicy` is not used: it reads `Date.now()`, lets
 * calls queue behind the probe, and takes an aborted probe for a success.
 */
export class Breaker {
  readonly #figures: BreakerFigures;
  readonly #decider: IBreaker;
  readonly #states = cockatiel().CircuitState;
  #state: BreakerStateName = 'closed';
  #period = 0;
  #openedAt = 0;
  #probe: Pass | undefined;
  #hasFailures = false;

  constructor(figures: BreakerFigures) {
    this.#figures = figures;
    this.#decider = deciderOf(figures);
  }

  get state(): BreakerStateName {
    return this.#state;
  }

  /** When it opened last, in the clock's milliseconds; `undefined` while it is closed. */
  get openedAt(): number | undefined {
    return this.#state === 'closed' ? undefined : this.#openedAt;
  }

  /** Whether it is as good as a new one: it may be forgotten. */
  get isIdle(): boolean {
    return this.#state === 'closed' && !this.#hasFailures;
  }

  /** Asks for a call. Opens it by half where its rest is over. */
  enter(now: number): Pass | Refusal {
    if (this.#state === 'closed') return { period: this.#period };
    if (this.#state === 'open') {
      const waitMs = this.#figures.restMs - (now - this.#openedAt);
      if (waitMs > 0) return { waitMs };
      this.#state = 'halfOpen';
    }
    if (this.#probe !== undefined) return { waitMs: 0 };
    this.#probe = { period: this.#period };
    return this.#probe;
  }

  /** Takes the end of a call. A second end of one call changes nothing. */
  leave(pass: Pass, end: CallEnd, now: number): void {
    if (pass.period !== this.#period) return;
    if (this.#state === 'closed') {
      this.#count(end, now);
      return;
    }
    if (pass !== this.#probe) return;
    this.#probe = undefined;
    if (end === 'neutral') return;
    if (end === 'failure') {
      this.#decider.failure(this.#states.HalfOpen);
      this.#open(now);
      return;
    }
    this.#decider.success(this.#states.HalfOpen);
    this.#state = 'closed';
    this.#hasFailures = false;
    this.#period++;
  }

  #count(end: CallEnd, now: number): void {
    if (end === 'success') {
      this.#decider.success(this.#states.Closed);
      // A count in a row begins anew; a rate remembers.
      if (this.#figures.rate === undefined) this.#hasFailures = false;
    } else if (end === 'failure') {
      this.#hasFailures = true;
      if (this.#decider.failure(this.#states.Closed)) this.#open(now);
    }
  }

  #open(now: number): void {
    this.#state = 'open';
    this.#openedAt = now;
    this.#period++;
  }
}

/** Whether a call was refused. */
export function isRefusal(answer: Pass | Refusal): answer is Refusal {
  return 'waitMs' in answer;
}

function deciderOf({ failures = DEFAULTS.failures, rate, calls }: BreakerFigures): IBreaker {
  const { ConsecutiveBreaker, CountBreaker } = cockatiel();
  return rate === undefined
    ? new ConsecutiveBreaker(failures)
    : new CountBreaker({ threshold: rate, size: calls });
}
