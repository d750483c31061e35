import type { Supply } from './supplies.js';

/** What is supplied inside one path: inputs by node, and what lies deeper by sub-workflow node. */
interface Place {
  readonly inputs: Map<string, Set<string>>;
  readonly deeper: Map<string, Place>;
}

/** Finds what a run supplies by the sub-workflows that lead there. */
export class SupplyIndex {
  readonly #root: Place = emptyPlace();
  readonly #isEmpty: boolean;

  constructor(supplies: Iterable<Supply>) {
    let isEmpty = true;
    for (const { within, node, name, value } of supplies) {
      if (value === undefined) continue;
      isEmpty = false;
      let place = this.#root;
      for (const step of within) place = entryOf(place.deeper, step, emptyPlace);
      entryOf(place.inputs, node, emptySet).add(name);
    }
    this.#isEmpty = isEmpty;
  }

  /** Whether an input is supplied inside a path; `undefined` where nothing is, at any depth. */
  within(path: readonly string[]): ((node: string, input: string) => boolean) | undefined {
    if (this.#isEmpty) return undefined;
    let place: Place | undefined = this.#root;
    for (const step of path) place = place?.deeper.get(step);
    const inputs = place?.inputs;
    return inputs && ((node, input) => inputs.get(node)?.has(input) === true);
  }
}

function emptyPlace(): Place {
  return { inputs: new Map(), deeper: new Map() };
}

function emptySet(): Set<string> {
  return new Set();
}

function entryOf<V>(map: Map<string, V>, key: string, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
