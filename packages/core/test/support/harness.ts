import { compilePlan, type StepMaker } from '#core/plan/compile.js';
import { EMPTY_DRAFT, type PlanDraft } from '#core/plan/draft.js';
import type { Plan } from '#core/plan/plan.js';
import { ActiveRun } from '#core/run/active-run.js';
import { Executor } from '#core/run/executor/executor.js';
import { Frame } from '#core/run/executor/frame.js';
import { subWorkflowBody } from '#core/run/executor/sub-workflow.js';
import { resolveRunOptions } from '#core/run/resolve-options.js';
import type { RunOptions } from '#core/run/run-options.js';
import type { Filling, Supply } from '#core/run/supply/supplies.js';
import type { Clock } from '#core/services/clock.js';
import type { Logger } from '#core/services/logger.js';
import { resolveWorkflow } from '#core/workflow/resolve.js';
import type { Workflow } from '#core/workflow/workflow.js';
import { ManualClock } from './manual-clock.js';

/** What a test may state about a run beside its options. */
export interface Extras {
  readonly clock?: Clock;
  readonly supplies?: readonly Supply[];
  readonly fillings?: readonly Filling[];
  readonly inputs?: ReadonlyMap<string, unknown>;
}

/** A run without a runtime: no hooks, no plugins, no verification. */
export interface BareRun {
  readonly run: ActiveRun;
  readonly frame: Frame;
  readonly executor: Executor;
}

/** Makes steps of function nodes and sub-workflows as they are, without wrappers. */
const BARE_STEPS: StepMaker = {
  childOf: ({ body }) => (body.kind === 'workflow' ? planOf(body.workflow) : undefined),
  invokeOf({ id, definition, child }) {
    if (child !== undefined) return subWorkflowBody(child);
    if (definition.body.kind === 'function') return definition.body.run;
    throw new Error(`Node "${id}" needs a container.`);
  },
};

/** Compiles a workflow, with what plugins would have added to its draft. */
export function planOf(workflow: Workflow, draft: Partial<PlanDraft> = {}): Plan {
  const resolved = resolveWorkflow(workflow, () => undefined);
  return compilePlan(resolved, { ...EMPTY_DRAFT, ...draft }, BARE_STEPS, { isContentAware: true });
}

/** A run that has not been started. */
export function bareRun(plan: Plan, options: RunOptions = {}, extras: Extras = {}): BareRun {
  const { clock = new ManualClock(), supplies = [], fillings = [], inputs = new Map() } = extras;
  const { workflow } = plan;
  const request = { workflow, parameters: undefined, supplies, fillings, inputs };
  const run = new ActiveRun('run', request, resolveRunOptions(options), { clock, log: SILENT });
  const frame = new Frame(run, plan, request, inputs);
  const executor = new Executor(frame);
  run.onStop(executor);
  return { run, frame, executor };
}

/** Resolves when everything has happened that can happen by itself. */
export function quiet(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const SILENT: Logger = Object.freeze({ debug() {}, info() {}, warn() {}, error() {} });
