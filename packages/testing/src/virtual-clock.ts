import { type Clock, describeValue, RuntimeError, type Timer } from '@tenon/core';

// Taken when the module is loaded, so that fake timers of a test cannot stop the clock's own turns.
const { setImmediate } = globalThis;

/** Where a {@link VirtualClock} begins. */
export interface VirtualClockOptions {
  /** What `now()` answers first, in milliseconds. Default 0. */
  readonly now?: number;
  /** The date and time of day at that moment. Default 2000-01-01T00:00:00Z. */
  readonly date?: Date;
}

interface Pending {
  readonly at: number;
  readonly fn: () => void;
}

/** How many timers {@link VirtualClock.runAll} fires before it takes them for one that sets itself for ever. */
const MOST_TIMERS = 100_000;

/**
 * A clock that stands still until the test moves it. Timers fire in the order of their time, and in the order in which they
 * were set where the time is the same; each callback, and every promise that settles because of it, is done before the
 * next. Moving the clock is asynchronous for that reason: `await clock.advance(50)`.
 *
 * Immediates are no matter of time: they come back by themselves when the event loop of the process turns, so that a run
 * that yields goes on without the test's help. Only timers wait for the test.
 *
 * @example
 * const clock = new VirtualClock();
 * const { runtime } = aRuntime({ clock });
 * const run = runtime.start(flow, { timeoutMs: 500 });
 * await clock.advance(500);
 * (await run.result).error?.code; // 'TIMEOUT'
 */
export class VirtualClock implements Clock {
  readonly #timers = new Set<Pending>();
  readonly #immediates = new Set<Pending>();
  #now: number;
  /** The date at `now() === 0`. */
  #epoch: number;
  #isTurning = false;

  constructor({ now = 0, date = new Date('2000-01-01T00:00:00Z') }: VirtualClockOptions = {}) {
    this.#now = now;
    this.#epoch = date.getTime() - now;
  }

  now(): number {
    return this.#now;
  }

  date(): Date {
    return new Date(this.#epoch + this.#now);
  }

  timer(ms: number, fn: () => void): Timer {
    if (ms === Infinity) return { cancel() {} };
    checkTime(ms);
    return this.#add(this.#timers, ms, fn);
  }

  immediate(fn: () => void): Timer {
    const immediate = this.#add(this.#immediates, 0, fn);
    this.#turnSoon();
    return immediate;
  }

  /** Timers that have been set, and have neither fired nor been cancelled. */
  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** When the next timer fires, in the clock's milliseconds; `undefined` where none is set. */
  get nextTimerAt(): number | undefined {
    return this.#next()?.at;
  }

  /** Lets time pass, and fires every timer that comes due on the way, those set meanwhile included. */
  async advance(ms: number): Promise<void> {
    checkTime(ms);
    await this.advanceTo(this.#now + ms);
  }

  /** As {@link advance}, to a moment. One that is past already changes nothing. */
  async advanceTo(moment: number): Promise<void> {
    await this.settle();
    for (let at = this.nextTimerAt; at !== undefined && at <= moment; at = this.nextTimerAt) {
      this.#now = at;
      await this.settle();
    }
    this.#now = Math.max(this.#now, moment);
  }

  /** Waits until nothing is left to do at this moment: no promise, no immediate, no timer that is due. */
  async settle(): Promise<void> {
    do {
      this.#turnIfDue();
      await eventLoopTurn();
    } while (this.#isTurning || this.#isDue);
  }

  /** Fires all timers, however far ahead they are, until none is left. Throws where they never end. */
  async runAll(): Promise<void> {
    await this.settle();
    for (let moments = 0; this.nextTimerAt !== undefined; moments++) {
      if (moments === MOST_TIMERS) throw new Error('The timers set one another and never end.');
      await this.advanceTo(this.nextTimerAt);
    }
  }

  /** Lets time pass as far as a promise needs it: fires one timer after another until it settles, and answers as it does. */
  async until<T>(promise: PromiseLike<T>): Promise<T> {
    const state = { isSettled: false };
    const settled = () => {
      state.isSettled = true;
    };
    promise.then(settled, settled);
    await this.settle();
    while (!state.isSettled && this.nextTimerAt !== undefined) {
      await this.advanceTo(this.nextTimerAt);
    }
    return promise;
  }

  /**
   * Lets time pass without the event loop turning, as code does that holds the thread. To be called where that code would
   * stand: inside a node or a tap. Timers that come due fire when the event loop turns again.
   */
  block(ms: number): void {
    checkTime(ms);
    this.#now += ms;
    this.#turnIfDue();
  }

  /** Sets the date and time of day, as a user or a time server may. Durations do not change. */
  setDate(date: Date): void {
    this.#epoch = date.getTime() - this.#now;
  }

  get #isDue(): boolean {
    return (this.nextTimerAt ?? Infinity) <= this.#now;
  }

  #add(to: Set<Pending>, ms: number, fn: () => void): Timer {
    const pending = { at: this.#now + ms, fn };
    to.add(pending);
    return { cancel: () => void to.delete(pending) };
  }

  #turnIfDue(): void {
    if (this.#isDue) this.#turnSoon();
  }

  /** One callback in each turn of the event loop, so that what it leads to is done before the next. */
  #turnSoon(): void {
    if (this.#isTurning) return;
    this.#isTurning = true;
    setImmediate(() => {
      this.#isTurning = false;
      const due = this.#takeDue();
      if (this.#immediates.size > 0 || this.#isDue) this.#turnSoon();
      due?.fn();
    });
  }

  /** Timers that are due go before immediates. */
  #takeDue(): Pending | undefined {
    const timer = this.#next();
    const [immediate] = this.#immediates;
    const due = timer !== undefined && timer.at <= this.#now ? timer : immediate;
    if (due === undefined) return undefined;
    this.#timers.delete(due);
    this.#immediates.delete(due);
    return due;
  }

  #next(): Pending | undefined {
    let next: Pending | undefined;
    for (const timer of this.#timers) {
      if (next === undefined || timer.at < next.at) next = timer; // the one set first, of two at once
    }
    return next;
  }
}

/** Everything that promises can still do happens before the event loop turns. */
function eventLoopTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function checkTime(ms: number): void {
  if (typeof ms === 'number' && ms >= 0 && ms < Infinity) return;
  throw new RuntimeError(
    'OPTION_INVALID',
    `Time cannot pass by ${describeValue(ms)} milliseconds.`,
    {
      hint: 'Give a finite number of milliseconds from 0 on.',
    },
  );
}
