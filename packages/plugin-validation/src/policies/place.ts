import type { Path } from '@tenon/core';

/** What stands in a path for a name that must not show. */
const HIDDEN_NAME = '…';

/** Where something stands in a value. */
export class Place {
  /** Where what holds it stands; `undefined` for the value itself. */
  readonly around: Place | undefined;
  readonly #part: string | number;
  /** Whether the name itself is what must not show. */
  #isHidden = false;

  constructor(part: string | number, around: Place | undefined) {
    this.#part = part;
    this.around = around;
  }

  /** Keeps the name out of all paths from now on. */
  hide(): void {
    this.#isHidden = true;
  }

  get path(): Path {
    return Place.#pathTo(this);
  }

  static #pathTo(place: Place): Path {
    const path: (string | number)[] = [];
    for (let here = place; here.around !== undefined; here = here.around) {
      path.push(here.#isHidden ? HIDDEN_NAME : here.#part);
    }
    return path.reverse();
  }
}
