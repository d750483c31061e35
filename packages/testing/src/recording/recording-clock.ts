import type { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock, Timer } from '@tenon/core';
import type { Readings } from './recording.js';

/** Readings that are being made. */
export class ReadingList {
  #now: number[] = [];
  #date: number[] = [];

  now(reading: number): number {
    this.#now.push(reading);
    return reading;
  }

  date(reading: Date): Date {
    this.#date.push(reading.getTime());
    return reading;
  }

  /** Those since it was last asked; `undefined` where there are none. */
  take(): Readings | undefined {
    const [now, date] = [this.#now, this.#date];
    this.#now = [];
    this.#date = [];
    if (now.length === 0 && date.length === 0) return undefined;
    return { ...(now.length > 0 && { now }), ...(date.length > 0 && { date }) };
  }
}

/** A timer that is due. */
export interface DueTimer {
  /** Which one, from 1, in the order in which they were set. */
  readonly timer: number;
  /** Whether it has been cancelled since. */
  readonly isCancelled: () => boolean;
  readonly fire: () => void;
}

/** Another clock, whose readings and timers are written down. What a node's function does with it is its own. */
export class RecordingClock implements Clock {
  readonly readings = new ReadingList();
  readonly #clock: Clock;
  readonly #inside: AsyncLocalStorage<ReadingList>;
  readonly #due: (timer: DueTimer) => void;
  #timers = 0;

  /** `inside` knows the readings of the function that is being called; `due` is told of the timers of all others. */
  constructor(
    clock: Clock,
    inside: AsyncLocalStorage<ReadingList>,
    due: (timer: DueTimer) => void,
  ) {
    this.#clock = clock;
    this.#inside = inside;
    this.#due = due;
  }

  now(): number {
    return (this.#inside.getStore() ?? this.readings).now(this.#clock.now());
  }

  date(): Date {
    return (this.#inside.getStore() ?? this.readings).date(this.#clock.date());
  }

  timer(ms: number, fn: () => void): Timer {
    return this.#set(fn, (due) => this.#clock.timer(ms, due));
  }

  immediate(fn: () => void): Timer {
    return this.#set(fn, (due) => this.#clock.immediate(due));
  }

  #set(fire: () => void, set: (due: () => void) => Timer): Timer {
    if (this.#inside.getStore() !== undefined) return set(fire);
    const state = { isCancelled: false };
    const handle = set(() => this.#due({ timer, isCancelled: () => state.isCancelled, fire }));
    // Counted when it is set: a time that cannot be has thrown.
    const timer = ++this.#timers;
    return {
      cancel: () => {
        state.isCancelled = true;
        handle.cancel();
      },
    };
  }
}
