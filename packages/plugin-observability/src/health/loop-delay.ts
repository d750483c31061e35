import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock } from '@tenon/core';
import type { EventLoopDelay } from './health.js';

/** Milliseconds between two looks at the event loop. */
const RESOLUTION_MS = 20;
/** The figures begin anew at the first snapshot after so long: a delay of last week says nothing about now. */
const WINDOW_MS = 60_000;
const NS_PER_MS = 1_000_000;

/** Measures how late the event loop is, with a timer of Node that keeps no process alive. */
export class LoopDelay {
  readonly #clock: Clock;
  readonly #histogram: IntervalHistogram;
  #since: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    this.#histogram.enable();
    this.#since = clock.now();
  }

  /** The figures so far; zeros where nothing has been measured yet. */
  read(): EventLoopDelay {
    const histogram = this.#histogram;
    const now = this.#clock.now();
    const overMs = now - this.#since;
    const isEmpty = histogram.count === 0;
    // What is measured is the time between two looks.
    const late = (ns: number) => (isEmpty ? 0 : Math.max(0, ns / NS_PER_MS - RESOLUTION_MS));
    const delay = Object.freeze({
      meanMs: late(histogram.mean),
      p50Ms: late(histogram.percentile(50)),
      p99Ms: late(histogram.percentile(99)),
      maxMs: late(histogram.max),
      overMs,
    });
    if (overMs >= WINDOW_MS) {
      histogram.reset();
      this.#since = now;
    }
    return delay;
  }

  /** Stops measuring. */
  stop(): void {
    this.#histogram.disable();
  }
}
