import type { IdSource } from '@tenon/core';

/** Counts: `run-1`, `run-2`, and so on, so that a test knows a run's id before it starts. */
export class CountingIds implements IdSource {
  #count = 0;

  next(): string {
    this.#count++;
    return `run-${String(this.#count)}`;
  }
}
