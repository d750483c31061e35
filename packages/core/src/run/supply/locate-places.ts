import type { Plan } from '../../plan/plan.js';
import type { SupplyPlace } from './supplies.js';

/** Where a place is in a plan. */
export interface Located {
  readonly step: number;
  readonly name: string;
  /** The number of the input among those of all steps; -1 where it is a setting. */
  readonly input: number;
  /** The required input with edges that it is, or -1. See `Edges.slot`. */
  readonly slot: number;
}

/** Where the places of a list are in a plan. */
export interface LocatedPlaces {
  /** By place; `undefined` where the plan does not have it. */
  readonly places: readonly (Located | undefined)[];
  /** The numbers of the inputs they are, where all of them are inputs and none of these is a required one with edges. */
  readonly inputs: Int32Array | undefined;
}

/** Where a place is; `undefined` where the plan has no such node, input or setting: verification reports that. */
export function locate(plan: Plan, { node, name }: SupplyPlace): Located | undefined {
  const index = plan.indexOf.get(node);
  const step = index === undefined ? undefined : plan.steps[index];
  if (step === undefined) return undefined;
  const binding = step.inputs.find((input) => input.name === name);
  if (binding === undefined && !step.definition.settings.has(name)) return undefined;
  return {
    step: step.index,
    name,
    input: binding?.number ?? -1,
    slot: slotOf(plan, step.index, name),
  };
}

/** Where a list of places is, worked out once for each plan. */
export function locateAll(plan: Plan, places: readonly SupplyPlace[]): LocatedPlaces {
  let located = plan.located.get(places);
  if (located === undefined) {
    const all = places.map((place) => locate(plan, place));
    located = { places: all, inputs: plainInputs(all) };
    plan.located.set(places, located);
  }
  return located;
}

function plainInputs(places: readonly (Located | undefined)[]): Int32Array | undefined {
  const inputs = places.map((place) => (place === undefined || place.slot >= 0 ? -1 : place.input));
  return inputs.includes(-1) ? undefined : Int32Array.from(inputs);
}

function slotOf(plan: Plan, step: number, input: string): number {
  const end = plan.slotStart[step + 1] as number;
  for (let slot = plan.slotStart[step] as number; slot < end; slot++) {
    if (plan.slotInputs[slot] === input) return slot;
  }
  return -1;
}
