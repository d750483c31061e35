import type { Supply } from './supplies.js';

/** Finds what a run supplies by the sub-workflows that lead there. */
export class SupplyIndex {
  /** By path, as JSON: the inputs supplied there, as JSON; empty where only something deeper is. */
  readonly #places = new Map<string, Set<string>>();

  constructor(supplies: readonly Supply[]) {
    for (const { within, node, name, value } of supplies) {
      if (value === undefined) continue;
      for (let depth = 0; depth <= within.length; depth++) this.#at(within.slice(0, depth));
      this.#at(within).add(JSON.stringify([node, name]));
    }
  }

  /** Whether an input is supplied inside a path; `undefined` where nothing is, at any depth. */
  within(path: readonly string[]): ((node: string, input: string) => boolean) | undefined {
    const place = this.#places.get(JSON.stringify(path));
    return place && ((node, input) => place.has(JSON.stringify([node, input])));
  }

  #at(path: readonly string[]): Set<string> {
    const key = JSON.stringify(path);
    let place = this.#places.get(key);
    if (place === undefined) {
      place = new Set();
      this.#places.set(key, place);
    }
    return place;
  }
}
