import { randomFrom, shuffled } from '../../random.js';

/** Draws from a seed: the same draws for the same seed. */
export class Draw {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
  }

  /** Whether something happens that happens so often. */
  chance(share: number): boolean {
    return this.#random() < share;
  }

  /** A whole number of a range, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.#random() * (most - least + 1));
  }

  /** One of some items. Throws where there are none. */
  from<T>(items: readonly T[]): T {
    if (items.length === 0) throw new Error('There is nothing to draw from.');
    return items[this.between(0, items.length - 1)] as T;
  }

  /** One of some items by weight. */
  weighted<T>(items: readonly (readonly [T, number])[]): T {
    let left = this.#random() * items.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of items) {
      left -= weight;
      if (left < 0) return item;
    }
    return this.from(items)[0];
  }

  /** Some of the items, in another order. */
  some<T>(items: readonly T[], count: number): T[] {
    return shuffled(items, this.#random).slice(0, count);
  }

  /** The items in another order. */
  mixed<T>(items: readonly T[]): T[] {
    return shuffled(items, this.#random);
  }
}
