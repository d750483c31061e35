import type { LoopDetails, RegionScope } from '@tenon/core';

/** Tells readers of the run's events where a loop stands, not more often than every so many milliseconds. */
export class Progress {
  readonly #everyMs: number;
  /** Milliseconds into the run of the loop. Short runs of an inner loop tell nothing, however many there are. */
  #toldAt = 0;

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  /** `details` are asked for only where there is something to tell. */
  tell(scope: RegionScope, details?: () => LoopDetails): void {
    const { elapsedMs } = scope;
    if (elapsedMs - this.#toldAt < this.#everyMs) return;
    this.#toldAt = elapsedMs;
    scope.progress(details?.());
  }
}
