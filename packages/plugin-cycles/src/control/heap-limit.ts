import type { Clock, RuntimeError, Timer } from '@tenon/core';

/** Milliseconds between two looks at the heap: often enough to stop what grows, too seldom to be felt. */
const LOOK_MS = 20;

/** What a heap limit tells between two nodes. */
export interface HeapLimitSink {
  /** The heap has grown by more than the limit: by so many bytes. */
  exceeded(grown: number): void;
  /** The heap could not be measured. */
  failed(error: RuntimeError): void;
}

/** Watches how far the heap has grown since a loop began. */
export class HeapLimit {
  readonly #most: number;
  readonly #used: () => number;
  readonly #clock: Clock;
  readonly #atStart: number;
  readonly #sink: HeapLimitSink;
  #lookedAt: number;
  #timer: Timer | undefined;

  /** `used` gives the bytes in use, and throws a RuntimeError where it cannot; so do the constructor and {@link look} then. */
  constructor(most: number, used: () => number, clock: Clock, sink: HeapLimitSink) {
    this.#most = most;
    this.#used = used;
    this.#clock = clock;
    this.#sink = sink;
    this.#atStart = used();
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
      try {
        const grown = this.#measure(this.#clock.now());
        if (grown !== undefined) this.#sink.exceeded(grown);
      } catch (error) {
        // Nobody stands around a timer: what is thrown out of it ends the process.
        this.#sink.failed(error as RuntimeError);
      }
    });
  }

  #measure(now: number): number | undefined {
    this.#lookedAt = now;
    const grown = this.#used() - this.#atStart;
    return grown > this.#most ? grown : undefined;
  }
}
