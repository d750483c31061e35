import type { SecretNeed } from '../workflow/node.js';

/** The secrets that a node type asks for, by its own names for them. */
export type SecretSet = ReadonlyMap<string, SecretNeed>;

/** Numbers what nodes of one plan ask for: those that ask for the same secrets by the same names share what they get. */
export class SecretSets {
  readonly sets: SecretSet[] = [];
  readonly #numbers = new Map<string, number>();

  /** The number of a set, or -1 for none. */
  numberOf(secrets: SecretSet): number {
    if (secrets.size === 0) return -1;
    const key = JSON.stringify(Array.from(secrets, ([own, { name }]) => [own, name]));
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.sets.push(secrets) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }
}
