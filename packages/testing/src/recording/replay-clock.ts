import type { AsyncLocalStorage } from 'node:async_hooks';
import { type Clock, describeValue, RuntimeError, type Timer } from '@tenon/core';
import { VirtualClock } from '../virtual-clock.js';
import type { Readings } from './recording.js';

/** Plays readings; the last one again where more are made than were recorded. */
export class ReadingPlayer {
  #now: readonly number[] = [];
  #date: readonly number[] = [];
  #nowAt = 0;
  #dateAt = 0;
  #lastNow = 0;
  #lastDate = 0;

  /** Goes on with other readings; those that were not made are passed over. */
  load({ now = [], date = [] }: Readings = {}): void {
    this.#lastNow = this.#now.at(-1) ?? this.#lastNow;
    this.#lastDate = this.#date.at(-1) ?? this.#lastDate;
    [this.#now, this.#nowAt] = [now, 0];
    [this.#date, this.#dateAt] = [date, 0];
  }

  now(): number {
    this.#lastNow = this.#now[this.#nowAt++] ?? this.#lastNow;
    return this.#lastNow;
  }

  date(): Date {
    this.#lastDate = this.#date[this.#dateAt++] ?? this.#lastDate;
    return new Date(this.#lastDate);
  }
}

/**
 * A clock that says what it said when the recording was made. Timers fire when they did, and not by themselves; only those
 * of functions that are called again run on a clock of their own, {@link bodies}.
 */
export class ReplayClock implements Clock {
  readonly readings = new ReadingPlayer();
  readonly bodies = new VirtualClock();
  readonly #inside: AsyncLocalStorage<ReadingPlayer>;
  readonly #timers = new Map<number, () => void>();
  #count = 0;

  constructor(inside: AsyncLocalStorage<ReadingPlayer>) {
    this.#inside = inside;
  }

  now(): number {
    return (this.#inside.getStore() ?? this.readings).now();
  }

  date(): Date {
    return (this.#inside.getStore() ?? this.readings).date();
  }

  timer(ms: number, fn: () => void): Timer {
    if (this.#inside.getStore() !== undefined) return this.bodies.timer(ms, fn);
    if (typeof ms === 'number' && ms >= 0) return this.#set(fn);
    throw new RuntimeError(
      'OPTION_INVALID',
      `A timer of ${describeValue(ms)} milliseconds cannot be set.`,
      { hint: 'Give a number of milliseconds from 0 on.' },
    );
  }

  immediate(fn: () => void): Timer {
    return this.#inside.getStore() === undefined ? this.#set(fn) : this.bodies.immediate(fn);
  }

  /** A timer that is set, by the order in which they were; it fires when what it answers is called. */
  take(timer: number): (() => void) | undefined {
    const fn = this.#timers.get(timer);
    this.#timers.delete(timer);
    return fn;
  }

  #set(fn: () => void): Timer {
    const timer = ++this.#count;
    this.#timers.set(timer, fn);
    return { cancel: () => void this.#timers.delete(timer) };
  }
}
