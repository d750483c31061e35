import type { Plan } from '../../plan/plan.js';
import { isSecretValue } from '../../workflow/secret-value.js';
import { type Located, locate, locateAll } from './locate-places.js';
import type { Filling, Supplied, Supply, SupplyRank } from './supplies.js';

/** What a run supplies to one activation of a plan. */
export interface PlanSupplies {
  /** By input of any step: what counts before its live connections. */
  readonly above: readonly unknown[];
  /** By input of any step: what counts before its configuration, or is it for this run. */
  readonly below: readonly unknown[];
  /** By step: values of its settings, where some are supplied. */
  readonly settings: ReadonlyMap<number, ReadonlyMap<string, unknown>> | undefined;
  /** The steps that are supplied with a secret, where there are some. */
  readonly secretAt: ReadonlySet<number> | undefined;
  /** What goes on into sub-workflows, by step, where something does. */
  readonly inner: ReadonlyMap<number, readonly Supply[]> | undefined;
  /** By required input with edges: whether it is supplied; `undefined` where none is. See `Edges.slot`. */
  readonly slots: Uint8Array | undefined;
  /** Whether nothing is supplied that counts before live connections. */
  readonly isBelow: boolean;
}

/** From what counts last to what counts first: what comes later takes the place of what was there. */
const RANKS: readonly SupplyRank[] = ['config', 'workflow', 'addressed'];
const NOTHING: readonly never[] = Object.freeze([]);

/**
 * Puts what a run supplies where steps look for it. `undefined` where it supplies nothing, so that they need not look.
 * Supplies for nodes that the plan does not have are left out: verification reports them. Where two supply one input at
 * one rank, the later counts, single ones before those that fill places, and any before a declared input of the workflow.
 */
export function placeSupplies(
  plan: Plan,
  supplied: Supplied,
  values: ReadonlyMap<string, unknown>,
): PlanSupplies | undefined {
  const { supplies, fillings = NOTHING } = supplied;
  const declared = plan.workflow.inputs.length === 0 ? NOTHING : [...workflowInputs(plan, values)];
  if (supplies.length + fillings.length + declared.length === 0) return undefined;
  const placed = new Placing(plan);
  for (const rank of RANKS) {
    if (rank === 'workflow') placed.putEach(declared, rank);
    for (const filling of fillings) {
      if (filling.rank !== rank) continue;
      placed.fill(filling);
    }
    placed.putEach(supplies, rank);
  }
  return placed;
}

class Placing implements PlanSupplies {
  above: unknown[] = NONE;
  below: unknown[] = NONE;
  settings: Map<number, Map<string, unknown>> | undefined;
  secretAt: Set<number> | undefined;
  inner: Map<number, Supply[]> | undefined;
  slots: Uint8Array | undefined;
  readonly #plan: Plan;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  get isBelow(): boolean {
    return this.above === NONE;
  }

  /** Those that fill places. */
  fill({ rank, places, values, secretAt }: Filling): void {
    const located = locateAll(this.#plan, places);
    const { inputs } = located;
    if (inputs === undefined || inputs.length === 0) {
      for (let at = 0; at < places.length; at++) this.put(located.places[at], rank, values[at]);
    } else {
      const room = rank === 'addressed' ? this.#roomAbove() : this.#roomBelow();
      for (let at = 0; at < inputs.length; at++) {
        const value = values[at];
        if (value === undefined) continue;
        room[inputs[at] as number] = value;
        if (isSecret(value)) this.markSecret(located.places[at]);
      }
    }
    for (const at of secretAt ?? NOTHING) this.markSecret(located.places[at]);
  }

  /** Those of one rank. */
  putEach(supplies: readonly Supply[], rank: SupplyRank): void {
    for (const supply of supplies) {
      if (supply.rank !== rank || supply.value === undefined) continue; // absent, as everywhere
      const [first] = supply.within;
      if (first !== undefined) this.#putInside(first, supply);
      else {
        const located = locate(this.#plan, supply);
        this.put(located, rank, supply.value);
        if (supply.holdsSecret === true) this.markSecret(located);
      }
    }
  }

  put(located: Located | undefined, rank: SupplyRank, value: unknown): void {
    if (located === undefined || value === undefined) return;
    const { step, name, input, slot } = located;
    if (input < 0) this.#set(step, name, value);
    else if (rank === 'addressed') this.#roomAbove()[input] = value;
    else this.#roomBelow()[input] = value;
    if (slot >= 0) (this.slots ??= new Uint8Array(this.#plan.slotInputs.length))[slot] = 1;
    if (isSecret(value)) this.markSecret(located);
  }

  markSecret(located: Located | undefined): void {
    if (located === undefined) return;
    this.secretAt ??= new Set();
    this.secretAt.add(located.step);
  }

  #set(step: number, name: string, value: unknown): void {
    this.settings ??= new Map();
    entryOf(this.settings, step, newMap).set(name, value);
  }

  #putInside(node: string, supply: Supply): void {
    const step = this.#plan.indexOf.get(node);
    if (step === undefined) return;
    this.inner ??= new Map();
    entryOf(this.inner, step, newList).push({
      ...supply,
      within: supply.within.slice(1),
    });
  }

  #roomAbove(): unknown[] {
    if (this.above === NONE) this.above = new Array<unknown>(this.#plan.inputCount);
    return this.above;
  }

  #roomBelow(): unknown[] {
    if (this.below === NONE) this.below = new Array<unknown>(this.#plan.inputCount);
    return this.below;
  }
}

/** Asked of each value: most are no objects. */
function isSecret(value: unknown): boolean {
  return typeof value === 'object' && isSecretValue(value);
}

/** Shared by those that have nothing to put there, and never written to. */
const NONE: unknown[] = [];

/** Values of the workflow's declared inputs, as supplies to the inputs they go to; defaults where no value is given. */
function* workflowInputs(plan: Plan, values: ReadonlyMap<string, unknown>): Generator<Supply> {
  for (const { name, port, to } of plan.workflow.inputs) {
    const given = values.get(name);
    const value = given === undefined ? port.defaultValue : given;
    if (value === undefined) continue;
    for (const { node, input } of to) {
      yield { within: [], node, name: input, rank: 'workflow', value };
    }
  }
}

function entryOf<V>(map: Map<number, V>, key: number, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

function newMap(): Map<string, unknown> {
  return new Map();
}

function newList(): Supply[] {
  return [];
}
