import type { Clock, Timer } from '@tenon/core';
import type { HeapGauge } from '../heap-gauge.js';

/** Milliseconds between two looks at the heap: often enough to stop what grows, too seldom to be felt. */
const LOOK_MS = 20;

/** Watches how far the heap has grown since a loop began. */
export class HeapLimit {
  readonly #most: number;
  readonly #gauge: HeapGauge;
  readonly #clock: Clock;
  readonly #atStart: number;
  readonly #exceeded: (grown: number) => void;
  #lookedAt: number;
  #timer: Timer | undefined;

  /** `exceeded` is called between two nodes when the heap has grown by more than `most` bytes. */
  constructor(most: number, gauge: HeapGauge, clock: Clock, exceeded: (grown: number) => void) {
    this.#most = most;
    this.#gauge = gauge;
    this.#clock = clock;
    this.#exceeded = exceeded;
    this.#atStart = gauge.used();
    this.#lookedAt = clock.now();
    this.#arm();
  }

  /** Looks, unless that was done just now. By how much the heap has grown, where that is too much. */
  look(): number | undefined {
    const now = this.#clock.now();
    return now - this.#lookedAt < LOOK_MS ? undefined : this.#measure(now);
  }

  close(): void {
    this.#timer?.cancel();
  }

  #arm(): void {
    this.#timer = this.#clock.timer(LOOK_MS, () => {
      this.#arm();
      const grown = this.#measure(this.#clock.now());
      if (grown !== undefined) this.#exceeded(grown);
    });
  }

  #measure(now: number): number | undefined {
    this.#lookedAt = now;
    const grown = this.#gauge.used() - this.#atStart;
    return grown > this.#most ? grown : undefined;
  }
}
