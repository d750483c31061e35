import type { RegionScope, RegionSession, Verdict } from '@tenon/core';
import { ENDS } from './ends.js';
import { Progress } from './progress.js';

/** A run of a loop that ends when its iterations are counted out. */
export class CountedSession implements RegionSession {
  readonly #maxIterations: number;
  readonly #progressMs: number;
  #progress: Progress | undefined;

  constructor(maxIterations: number, progressMs: number) {
    this.#maxIterations = maxIterations;
    this.#progressMs = progressMs;
  }

  decide(scope: RegionScope): Verdict {
    if (scope.iteration >= this.#maxIterations) return ENDS.maxIterations;
    if (scope.isWatched) this.#tell(scope);
    return 'again';
  }

  #tell(scope: RegionScope): void {
    this.#progress ??= new Progress(this.#progressMs);
    this.#progress.tell(scope);
  }
}
