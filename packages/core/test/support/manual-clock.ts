import type { Clock, Timer } from '#core/services/clock.js';

interface Pending {
  readonly at: number;
  readonly seq: number;
  readonly fn: () => void;
}

/** What a manual clock may do by itself. */
export interface ManualClockOptions {
  /** Immediates are real by default, since what waits for the event loop to turn must see it turn; `manual` holds them back. */
  readonly immediates?: 'real' | 'manual';
  /** Milliseconds that go by each time somebody looks. */
  readonly msPerLook?: number;
}

/** A clock that stands still until it is told to go on. */
export class ManualClock implements Clock {
  readonly #timers = new Set<Pending>();
  readonly #immediates: (() => void)[] = [];
  readonly #isManual: boolean;
  readonly #msPerLook: number;
  #now = 0;
  #seq = 0;
  #turning = 0;
  #turned = 0;

  constructor({ immediates = 'real', msPerLook = 0 }: ManualClockOptions = {}) {
    this.#isManual = immediates === 'manual';
    this.#msPerLook = msPerLook;
  }

  /** Real immediates that have not come yet. */
  get turning(): number {
    return this.#turning;
  }

  /** Real immediates that have come. */
  get turned(): number {
    return this.#turned;
  }

  /** Timers that have been set, and neither fired nor been stopped. */
  get pending(): number {
    return this.#timers.size;
  }

  now(): number {
    this.#now += this.#msPerLook;
    return this.#now;
  }

  date(): Date {
    return new Date(this.#now);
  }

  timer(ms: number, fn: () => void): Timer {
    const pending = { at: this.#now + ms, seq: this.#seq++, fn };
    if (ms !== Number.POSITIVE_INFINITY) this.#timers.add(pending);
    return { cancel: () => void this.#timers.delete(pending) };
  }

  immediate(fn: () => void): Timer {
    if (this.#isManual) {
      this.#immediates.push(fn);
      return { cancel: () => void this.#immediates.splice(this.#immediates.indexOf(fn), 1) };
    }
    this.#turning++;
    const handle = setImmediate(() => {
      this.#turning--;
      this.#turned++;
      fn();
    });
    return { cancel: () => clearImmediate(handle) };
  }

  /** Lets time pass without firing anything: synchronous work that takes so long. */
  spend(ms: number): void {
    this.#now += ms;
  }

  /** Lets time pass, firing what falls due in order. */
  advance(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const [next] = [...this.#timers]
        .filter(({ at }) => at <= until)
        .sort((a, b) => a.at - b.at || a.seq - b.seq);
      if (next === undefined) break;
      this.#timers.delete(next);
      this.#now = next.at;
      next.fn();
    }
    this.#now = until;
  }

  /** Runs the immediates held back so far; answers how many there were. */
  turn(): number {
    const due = this.#immediates.splice(0);
    for (const fn of due) fn();
    return due.length;
  }
}
