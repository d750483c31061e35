import type { Plan } from '../../plan/plan.js';
import { isSecretValue } from '../../workflow/secret-value.js';

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

/** What a run supplies to one step. */
export interface StepSupplies extends Readonly<Record<SupplyRank, ReadonlyMap<string, unknown>>> {
  /** Whether a secret is among it. */
  readonly holdsSecret: boolean;
}

/** What a run supplies to one activation of a plan. */
export interface PlanSupplies {
  readonly steps: ReadonlyMap<number, StepSupplies>;
  /** What goes on into sub-workflows, by step. */
  readonly inner: ReadonlyMap<number, readonly Supply[]>;
  /** By required input with edges: whether it is supplied. See `Edges.slot`. */
  readonly slots: Uint8Array;
}

/** While they are sorted: a rank that has nothing yet shares {@link NOTHING}. */
interface MutableStepSupplies extends Record<SupplyRank, ReadonlyMap<string, unknown>> {
  holdsSecret: boolean;
}

const NOTHING: ReadonlyMap<string, unknown> = new Map();

/**
 * Sorts what a run supplies by step. `undefined` where it supplies nothing, so that steps need not look. Supplies for
 * nodes that the plan does not have are left out: verification reports them. Where two supply one input at one rank, the
 * later counts, and any counts before a declared input of the workflow.
 */
export function placeSupplies(
  plan: Plan,
  supplies: readonly Supply[],
  values: ReadonlyMap<string, unknown>,
): PlanSupplies | undefined {
  const all = [...workflowInputs(plan, values), ...supplies];
  if (all.length === 0) return undefined;
  const steps = new Map<number, MutableStepSupplies>();
  const inner = new Map<number, Supply[]>();
  const slots = new Uint8Array(plan.slotInputs.length);
  for (const supply of all) {
    if (supply.value === undefined) continue; // absent, as everywhere
    const first = supply.within[0];
    const step = plan.indexOf.get(first ?? supply.node);
    if (step === undefined) continue;
    if (first !== undefined) {
      pushTo(inner, step, { ...supply, within: supply.within.slice(1) });
      continue;
    }
    let entry = steps.get(step);
    if (entry === undefined) {
      entry = { addressed: NOTHING, workflow: NOTHING, config: NOTHING, holdsSecret: false };
      steps.set(step, entry);
    }
    const ranked = entry[supply.rank];
    if (ranked === NOTHING) entry[supply.rank] = new Map([[supply.name, supply.value]]);
    else (ranked as Map<string, unknown>).set(supply.name, supply.value);
    entry.holdsSecret ||= supply.holdsSecret === true || isSecretValue(supply.value);
    markSlot(plan, slots, step, supply.name);
  }
  return { steps, inner, slots };
}

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

function markSlot(plan: Plan, slots: Uint8Array, step: number, input: string): void {
  const end = plan.slotStart[step + 1] as number;
  for (let slot = plan.slotStart[step] as number; slot < end; slot++) {
    if (plan.slotInputs[slot] === input) slots[slot] = 1;
  }
}

function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
