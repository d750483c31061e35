/**
 * Where a supplied value stands among the sources of an input: `addressed` values above live connections, `workflow`
 * values between connections and configuration, `config` values in place of what is configured.
 */
export type SupplyRank = 'addressed' | 'workflow' | 'config';

/** One value that a run supplies. */
export interface Supply {
  /** The sub-workflow nodes that lead to the node, outermost first. */
  readonly within: readonly string[];
  readonly node: string;
  /** The input or setting. */
  readonly name: string;
  readonly rank: SupplyRank;
  readonly value: unknown;
  /** Whether the value holds a secret somewhere inside; one that is a secret itself is recognised. */
  readonly holdsSecret?: boolean;
}

/** An input or setting of a node of the workflow that is run. */
export interface SupplyPlace {
  readonly node: string;
  readonly name: string;
}

/**
 * Values that a run supplies to places known before it. Where these are is looked up once for each list of places and
 * plan: whoever fills the same places in every run hands on the same list, and never changes it.
 */
export interface Filling {
  readonly rank: SupplyRank;
  readonly places: readonly SupplyPlace[];
  /** By place; `undefined` is absent. */
  readonly values: readonly unknown[];
  /** The places, by number, whose values hold a secret somewhere inside. */
  readonly secretAt?: readonly number[];
}

/** All that a run supplies. Of two values for one input at one rank a single one counts, and otherwise the later. */
export interface Supplied {
  readonly supplies: readonly Supply[];
  readonly fillings?: readonly Filling[];
}

/** What a run supplies, one by one: values that fill places, then single ones. Absent ones are left out. */
export function* suppliesIn({ supplies, fillings = [] }: Supplied): Generator<Supply> {
  for (const { rank, places, values, secretAt } of fillings) {
    for (const [at, { node, name }] of places.entries()) {
      const value = values[at];
      if (value === undefined) continue;
      const holdsSecret = secretAt?.includes(at) === true;
      yield { within: NOWHERE, node, name, rank, value, ...(holdsSecret && { holdsSecret }) };
    }
  }
  yield* supplies;
}

const NOWHERE: readonly string[] = Object.freeze([]);
