import type { Issue } from '../../verify/issue.js';
import type { Filling, SupplyPlace } from './supplies.js';

/** Tells which findings on missing inputs are left once places are filled; worked out once for each list of places. */
export class Unfilled {
  readonly #left = new WeakMap<
    readonly Issue[],
    WeakMap<readonly SupplyPlace[], readonly Issue[]>
  >();

  /** Of the findings on one workflow, and those inside it, the ones that none of the fillings answers. */
  leftOf(issues: readonly Issue[], fillings: readonly Filling[]): readonly Issue[] {
    let left = issues;
    for (const filling of fillings) {
      if (left.length === 0) break;
      left = filling.values.includes(undefined)
        ? without(left, filling)
        : this.#known(left, filling);
    }
    return left;
  }

  #known(issues: readonly Issue[], filling: Filling): readonly Issue[] {
    let known = this.#left.get(issues);
    if (known === undefined) {
      known = new WeakMap();
      this.#left.set(issues, known);
    }
    let left = known.get(filling.places);
    if (left === undefined) {
      left = without(issues, filling);
      known.set(filling.places, left);
    }
    return left;
  }
}

/** Places are those of the outermost workflow: what is found inside sub-workflows is left. */
function without(issues: readonly Issue[], { places, values }: Filling): readonly Issue[] {
  const filled = new Map<string, Set<string>>();
  for (const [at, { node, name }] of places.entries()) {
    if (values[at] === undefined) continue;
    const names = filled.get(node);
    if (names === undefined) filled.set(node, new Set([name]));
    else names.add(name);
  }
  return issues.filter(
    ({ where: { within, node = '', port = '' } }) =>
      within !== undefined || filled.get(node)?.has(port) !== true,
  );
}
