import type { Calls } from '../hooks/calls.js';
import type { RuntimeHooks } from '../hooks/runtime-hooks.js';
import type { Plan } from '../plan/plan.js';
import type { ActiveRun } from '../run/active-run.js';
import type { Execution } from '../run/executor/execution.js';
import { NO_OUTCOMES, noResults } from '../run/result/outcome.js';
import type { RunResult } from '../run/result/result.js';
import type { DryRun, PlannedLoop } from './dry-run.js';
import type { PlannedNodes } from './planned-nodes.js';
import { rehearse } from './rehearse.js';
import { StubTable } from './stubs.js';

/** The options of a dry run. */
export const DRY_RUN_OPTIONS = [
  'parameters',
  'signal',
  'principal',
  'tenant',
  'timeoutMs',
  'id',
  'stubs',
] as const;

/** The hooks of a runtime for a run that executes nothing, whatever engines there are, and has no results. */
export function rehearsing(calls: Calls<RuntimeHooks>): Calls<RuntimeHooks> {
  return { ...calls, execute: () => NOTHING_EXECUTED, results: null };
}

/** Puts together what the steps before execution found, and what the scheduler says of the plan. */
export function dryRunOf(
  run: ActiveRun,
  result: RunResult,
  plan: Plan | undefined,
  stubs: StubTable | undefined,
): DryRun {
  const { runId, workflow, status, error, warnings } = result;
  const rehearsal = plan && rehearse(plan, run.request, stubs ?? new StubTable(plan));
  const lacking = run.masked(rehearsal?.issues ?? []);
  return Object.freeze({
    runId,
    workflow,
    isReady: status === 'completed' && lacking.length === 0,
    error,
    issues: Object.freeze([...result.issues, ...lacking]),
    warnings,
    nodes: rehearsal?.nodes ?? NO_NODES,
    loops: Object.freeze(plan?.regions.map((region) => plannedLoop(plan, region)) ?? []),
  });
}

function plannedLoop(plan: Plan, { id, maxIterations, start, end }: Plan['regions'][number]) {
  const body = plan.steps.slice(start, end).map((step) => step.id);
  return Object.freeze<PlannedLoop>({ id, maxIterations, body: Object.freeze(body) });
}

const NOTHING_EXECUTED: Execution = Object.freeze({
  outcomes: NO_OUTCOMES,
  failures: Object.freeze([]),
  loops: Object.freeze({}),
  results: noResults(),
  outputsOf: () => undefined,
  explain: () => undefined,
});

const NO_NODES: PlannedNodes = Object.freeze({
  size: 0,
  get: () => undefined,
  toJSON: () => [],
  [Symbol.iterator]: () => [][Symbol.iterator](),
});
