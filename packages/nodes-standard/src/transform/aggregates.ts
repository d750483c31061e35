import { failure, type Site } from '../failure.js';

/** What comes of the values of a group. */
export const AGGREGATES = [
  'count',
  'sum',
  'avg',
  'min',
  'max',
  'first',
  'last',
  'collect',
] as const;
export type AggregateName = (typeof AGGREGATES)[number];

/** Gathers what one aggregate gives for one group. */
export interface Gatherer {
  add(value: unknown, index: number): void;
  /** `null` where a group without items has none. */
  result(): unknown;
}

/** Starts an aggregate for a group. `what` names it in messages. */
export function gatherer(name: AggregateName, what: string, site: Site): Gatherer {
  const wrong: Wrong = (index, due) =>
    failure(
      site,
      'ROWS_INVALID',
      `Item ${String(index)} has no ${due} for the ${what} of node "${site.id}".`,
      {
        hint: 'Filter such items out first.',
        port: 'items',
      },
    );
  return MAKERS[name](wrong);
}

type Wrong = (index: number, due: string) => Error;

const MAKERS: Readonly<Record<AggregateName, (wrong: Wrong) => Gatherer>> = {
  count: () => {
    let count = 0;
    return {
      add: () => {
        count++;
      },
      result: () => count,
    };
  },
  sum: (wrong) => {
    const sum = new Sum(wrong);
    return { add: (value, index) => sum.add(value, index), result: () => sum.total };
  },
  avg: (wrong) => {
    const sum = new Sum(wrong);
    return {
      add: (value, index) => sum.add(value, index),
      result: () => (sum.count === 0 ? null : sum.total / sum.count),
    };
  },
  min: (wrong) => new Extreme((value, best) => value < best, wrong),
  max: (wrong) => new Extreme((value, best) => value > best, wrong),
  first: () => {
    let first: unknown;
    return {
      add: (value) => {
        if (first === undefined) first = value;
      },
      result: () => first ?? null,
    };
  },
  last: () => {
    let last: unknown;
    return {
      add: (value) => {
        last = value;
      },
      result: () => last ?? null,
    };
  },
  collect: () => {
    const list: unknown[] = [];
    return {
      add: (value) => {
        list.push(value);
      },
      result: () => list,
    };
  },
};

/** A sum whose error does not grow with the number of values: the compensated sum of Neumaier (1974). */
class Sum {
  count = 0;
  readonly #wrong: Wrong;
  #sum = 0;
  #lost = 0;

  constructor(wrong: Wrong) {
    this.#wrong = wrong;
  }

  add(value: unknown, index: number): void {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      throw this.#wrong(index, 'finite number');
    }
    const sum = this.#sum + value;
    this.#lost +=
      Math.abs(this.#sum) >= Math.abs(value) ? this.#sum - sum + value : value - sum + this.#sum;
    this.#sum = sum;
    this.count++;
  }

  get total(): number {
    return Number.isFinite(this.#sum) ? this.#sum + this.#lost : this.#sum;
  }
}

type IsBetter = (value: number | string, best: number | string) => boolean;

/** The least or the greatest of numbers, or of texts. */
class Extreme implements Gatherer {
  readonly #isBetter: IsBetter;
  readonly #wrong: Wrong;
  #best: number | string | undefined;

  constructor(isBetter: IsBetter, wrong: Wrong) {
    this.#isBetter = isBetter;
    this.#wrong = wrong;
  }

  add(value: unknown, index: number): void {
    const isOrdered =
      typeof value === 'string' || (typeof value === 'number' && !Number.isNaN(value));
    if (!isOrdered) throw this.#wrong(index, 'number or text');
    const best = this.#best;
    if (best !== undefined && typeof best !== typeof value) {
      throw this.#wrong(index, typeof best === 'string' ? 'text' : 'number');
    }
    if (best === undefined || this.#isBetter(value, best)) this.#best = value;
  }

  result(): unknown {
    return this.#best ?? null;
  }
}
