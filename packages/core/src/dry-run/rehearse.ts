import type { InputBinding, NodeStep } from '../plan/node-step.js';
import type { Plan } from '../plan/plan.js';
import type { RunRequest } from '../run/run.js';
import { Edge, edgeOf } from '../run/scheduler/join.js';
import { type State, Status } from '../run/scheduler/state.js';
import { type PlanSupplies, placeSupplies } from '../run/supply/place-supplies.js';
import type { Supply } from '../run/supply/supplies.js';
import { ownValue } from '../values/data.js';
import { error, type Issue } from '../verify/issue.js';
import { follow, formatPath } from '../workflow/path.js';
import { type PlannedNodes, ReachedNodes } from './planned-nodes.js';
import { reach } from './reach.js';
import { StubTable } from './stubs.js';

/** What comes of a plan when no node's function is called. */
export interface Rehearsal {
  readonly nodes: PlannedNodes;
  /** What stubs lack that nodes behind them require. */
  readonly issues: readonly Issue[];
}

/**
 * Goes through a plan with the scheduler and the stubs, twice: undecided switches take every port, and none. What both
 * reach runs, what only the first reaches may run.
 */
export function rehearse(
  plan: Plan,
  request: Pick<RunRequest, 'supplies' | 'fillings' | 'inputs'>,
  stubs: StubTable,
): Rehearsal {
  const placed = placeSupplies(plan, request, request.inputs);
  const { nodes, atMost } = reached(plan, placed, stubs);
  return { nodes, issues: missingOutputs(plan, placed, stubs, atMost) };
}

function reached(plan: Plan, placed: PlanSupplies | undefined, stubs: StubTable) {
  const atMost = reach(plan, placed?.slots, (step) => stubs.takenBy(step) ?? stubs.portsOf(step));
  const atLeast = reach(plan, placed?.slots, (step) => stubs.takenBy(step) ?? []);
  const nestedIn = (step: number) => nested(plan.steps[step], placed?.inner?.get(step), stubs);
  return { nodes: new ReachedNodes({ plan, stubs, atMost, atLeast, nestedIn }), atMost };
}

/** Looked at one level at a time, as somebody asks. */
function nested(
  step: NodeStep | undefined,
  supplies: readonly Supply[] = [],
  stubs: StubTable,
): PlannedNodes | undefined {
  if (step?.child === undefined || stubs.has(step.index)) return undefined;
  const inner = step.child;
  // What its inputs will hold is not known; that those which must have a value have one is.
  const given = inner.workflow.inputs.filter(
    ({ name, port }) => port.presence === 'required' || isFed(step, name),
  );
  const values = new Map(given.map(({ name }) => [name, null]));
  return reached(inner, placeSupplies(inner, { supplies }, values), new StubTable(inner)).nodes;
}

function isFed({ inputs }: NodeStep, name: string): boolean {
  const binding = inputs.find((input) => input.name === name);
  return binding !== undefined && (binding.edges.length > 0 || binding.fallback !== undefined);
}

function missingOutputs(
  plan: Plan,
  placed: PlanSupplies | undefined,
  stubs: StubTable,
  state: State,
): Issue[] {
  const issues: Issue[] = [];
  for (const step of plan.steps) {
    if (state.status[step.index] !== Status.completed) continue;
    for (const binding of step.inputs) {
      const { number, isRequired, fallback } = binding;
      if (!isRequired || fallback !== undefined) continue;
      if (placed?.above[number] !== undefined || placed?.below[number] !== undefined) continue;
      const issue = missingOutput(plan, stubs, state, step, binding);
      if (issue !== undefined) issues.push(issue);
    }
  }
  return issues;
}

/** A finding where every live edge comes from a stub and none of them brings anything. */
function missingOutput(
  plan: Plan,
  stubs: StubTable,
  state: State,
  step: NodeStep,
  { name, edges }: InputBinding,
): Issue | undefined {
  const live = edges.filter((edge) => edgeOf(plan, state, edge) === Edge.live);
  for (const edge of live) {
    const source = plan.sources[edge];
    const outputs = source && stubs.outputsOf(source.step);
    if (source === undefined || outputs === undefined) return undefined;
    if (follow(ownValue(outputs, source.port), source.path ?? []) !== undefined) return undefined;
  }
  const [first] = live;
  const source = first === undefined ? undefined : plan.sources[first];
  if (source === undefined) return undefined;
  const place = formatPath([source.port, ...(source.path ?? [])]);
  const producer = plan.steps[source.step]?.id ?? '';
  return error(
    'OUTPUT_MISSING',
    `The stub for "${producer}" has no "${place}", which the input "${name}" of node "${step.id}" requires.`,
    {
      hint: `Add "${source.port}" to the stub.`,
      where: { workflow: plan.workflow.name, node: step.id, port: name },
    },
  );
}
