import { OTHER } from '../names.js';

/**
 * Lets so many different values of a label through, in order of arrival, and answers `other` for all others: each series is
 * kept for as long as the process lives, by the SDK and by whatever stores it.
 */
export class LabelLimit {
  readonly #most: number;
  readonly #known = new Set<string>();

  constructor(most: number) {
    this.#most = most;
  }

  /** The value to show. `key` tells values of one name apart that stand in different places. */
  of(value: string, key = value): string {
    if (this.#known.has(key)) return value;
    if (this.#known.size >= this.#most) return OTHER;
    this.#known.add(key);
    return value;
  }
}
