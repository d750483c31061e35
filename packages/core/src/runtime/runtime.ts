import 'reflect-metadata';
import { DRY_RUN_OPTIONS, dryRunOf, rehearsing } from '../dry-run/conduct.js';
import type { DryRun, DryRunOptions } from '../dry-run/dry-run.js';
import { StubTable } from '../dry-run/stubs.js';
import { checkOptionNames } from '../errors/check-options.js';
import { RuntimeError } from '../errors/runtime-error.js';
import type { Calls } from '../hooks/calls.js';
import type { RuntimeDescription } from '../hooks/describe.js';
import type { RuntimeHooks } from '../hooks/runtime-hooks.js';
import type { Plan } from '../plan/plan.js';
import { ActiveRun } from '../run/active-run.js';
import { HookWatcher } from '../run/events/watchers.js';
import { checkRunId, resolveRunOptions } from '../run/resolve-options.js';
import type { DeclaredOutputs } from '../run/result/declared-outputs.js';
import type { RunResult } from '../run/result/result.js';
import { RunError } from '../run/result/run-error.js';
import type { RunRequest } from '../run/run.js';
import { RunHandle } from '../run/run-handle.js';
import type { RunArguments, RunOptions } from '../run/run-options.js';
import { runWorkflow } from '../run/run-workflow.js';
import { SignalFollower } from '../run/signal-follower.js';
import type { Supply } from '../run/supply/supplies.js';
import { nameOfService, type Services } from '../services/service.js';
import { describeValue } from '../values/describe-value.js';
import { Roster } from '../values/roster.js';
import type { Issue } from '../verify/issue.js';
import { reviewed } from '../verify/review.js';
import type { Workflow } from '../workflow/workflow.js';
import type { RuntimeOptions } from './runtime-options.js';
import type { RuntimeParts } from './runtime-parts.js';
import { assemble } from './start.js';
import { tearDown } from './tear-down.js';

/**
 * Makes a runtime: collects the plugins, solves their order, binds their services and lets them tap. Throws an error that
 * names the line to change when the plugins do not fit together; see `docs/errors.md`.
 *
 * @example
 * const runtime = createRuntime({ plugins: [cycles(), conditional()] });
 * const { results } = await runtime.execute(pricing);
 */
export function createRuntime(options: RuntimeOptions = {}): Runtime {
  return new Runtime(assemble(options));
}

const NO_SUPPLIES: readonly Supply[] = Object.freeze([]);
const NO_INPUTS: ReadonlyMap<string, unknown> = new Map();

/** Executes workflows. Holds plugins, services and plans; everything of a run lives in that run. */
export class Runtime {
  readonly #parts: RuntimeParts;
  readonly #running = new Roster<ActiveRun>();
  readonly #signals = new SignalFollower();
  /** One for all runs. */
  readonly #closed = (run: ActiveRun) => {
    this.#signals.letGo(run);
    this.#running.remove(run);
  };
  #disposal: Promise<void> | undefined;
  /** Whether what the runtime opened is closed. */
  #isOver = false;

  constructor(parts: RuntimeParts) {
    this.#parts = parts;
  }

  /**
   * Starts a run and answers its handle before anything has run. Throws OPTION_INVALID, WORKFLOW_INVALID or
   * RUNTIME_DISPOSED; everything else becomes the run's result.
   */
  start<I, O>(
    workflow: Workflow<I, O>,
    ...options: RunArguments<NoInfer<I>>
  ): RunHandle<DeclaredOutputs<O>>;
  start(workflow: Workflow, options: RunOptions = {}): RunHandle {
    const run = this.#openWatched(workflow, options);
    return new RunHandle(run, this.#begin(run, this.#parts.registry.calls));
  }

  /** Starts a run and waits for it. Rejects with RUN_FAILED, which carries the whole result, when it did not complete. */
  execute<I, O>(
    workflow: Workflow<I, O>,
    ...options: RunArguments<NoInfer<I>>
  ): Promise<RunResult<DeclaredOutputs<O>>>;
  execute(workflow: Workflow, options: RunOptions = {}): Promise<RunResult> {
    // Without await, which makes four objects more: they live as long as the run.
    try {
      const run = this.#openWatched(workflow, options);
      return this.#begin(run, this.#parts.registry.calls).then(completed);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * Everything that is wrong with a workflow, found at once and without running anything. A required input that nothing
   * supplies is an error, or a warning where a plugin lets each run supply it. That each run has to give the workflow's own
   * required inputs a value is told as `info`.
   */
  verify<I, O>(workflow: Workflow<I, O>): readonly Issue[] {
    if (this.#disposal !== undefined) throw disposed('verify a workflow');
    checkWorkflow(workflow);
    const { planner, registry } = this.#parts;
    const found = [...planner.issuesOf(workflow), ...planner.leftToRuns(workflow)];
    return Object.freeze(reviewed(found, planner.resolve(workflow), registry.calls.review).slice());
  }

  /**
   * The dry run: what a run with these options would do, as data. It takes the steps of a run up to its execution, access,
   * limits and secrets included, and then goes through the plan with the scheduler alone. No function of a node is called:
   * `stubs` say what nodes answer. What it finds is in its answer; it rejects with OPTION_INVALID,
   * WORKFLOW_INVALID or RUNTIME_DISPOSED.
   *
   * @example
   * const { isReady, issues, nodes } = await runtime.plan(pricing, {
   *   parameters: { order: { path: 'big.json' } },
   *   stubs: { tier: new Routed({}, ['gold']) },
   * });
   * nodes.get('bonus')?.expectation; // 'runs'
   */
  plan<I, O>(
    workflow: Workflow<I, O>,
    ...options: RunArguments<NoInfer<I>, DryRunOptions<NoInfer<I>>>
  ): Promise<DryRun>;
  async plan(workflow: Workflow, options: DryRunOptions = {}): Promise<DryRun> {
    if (this.#disposal !== undefined) throw disposed('plan a run');
    checkOptionNames(options, DRY_RUN_OPTIONS, 'A dry run');
    const { stubs, ...rest } = options;
    const run = this.#open(workflow, rest, true);
    const plan = this.#planOf(workflow);
    // Stubs that do not fit are the caller's mistake, and no finding.
    const table = plan && new StubTable(plan, stubs);
    const result = await this.#begin(run, rehearsing(this.#parts.registry.calls));
    return dryRunOf(run, result, plan, table);
  }

  /**
   * The services of this runtime: what the host may ask of it, a bound task manager's records say. Once it is disposed of,
   * those of the host alone are there; any other is RUNTIME_DISPOSED.
   */
  get services(): Services {
    const { hostServices } = this.#parts;
    return this.#isOver ? servicesLeft(hostServices) : hostServices;
  }

  /** The order of the plugins and of their taps, and why each stands where it does. `formatDescription` prints it. */
  describe(): RuntimeDescription {
    return this.#parts.registry.describe();
  }

  /**
   * Ends the runtime: running runs are aborted and waited for, plugins dispose of what they opened, the last first, and
   * the services that the runtime made are deactivated. Failures are logged. A second call answers the same promise.
   */
  dispose(): Promise<void> {
    this.#disposal ??= this.#dispose();
    return this.#disposal;
  }

  /** A run that observers of nodes watch, where there are any. */
  #openWatched(workflow: Workflow, options: RunOptions): ActiveRun {
    if (this.#disposal !== undefined) throw disposed('start a run');
    const run = this.#open(workflow, options, false);
    const { tracksTasks, registry } = this.#parts;
    const { calls } = registry;
    if (tracksTasks) run.time();
    if (calls.nodeStarted !== null || calls.nodeSettled !== null) {
      run.watch(new HookWatcher(run, calls.nodeStarted, calls.nodeSettled));
    }
    return run;
  }

  #open(workflow: Workflow, options: RunOptions, isDryRun: boolean): ActiveRun {
    checkWorkflow(workflow);
    const resolved = resolveRunOptions(options);
    checkRunId(options.id);
    const { ids, services } = this.#parts;
    const request: RunRequest = Object.freeze({
      workflow,
      parameters: options.parameters,
      supplies: NO_SUPPLIES,
      inputs: NO_INPUTS,
    });
    return new ActiveRun(options.id ?? ids.next(), request, resolved, services, isDryRun);
  }

  /** The plan of a workflow, where there can be one: what stands in its way is told by the run. */
  #planOf(workflow: Workflow): Plan | undefined {
    const { planner } = this.#parts;
    try {
      const hasErrors = planner.issuesOf(workflow).some(({ severity }) => severity === 'error');
      return hasErrors ? undefined : planner.planOf(workflow);
    } catch {
      return undefined;
    }
  }

  #begin(run: ActiveRun, calls: Calls<RuntimeHooks>): Promise<RunResult> {
    this.#limitTime(run);
    this.#signals.follow(run);
    const result = runWorkflow(run, calls, this.#parts.planner);
    run.result = result;
    this.#running.add(run);
    run.onClose(this.#closed);
    return result;
  }

  #limitTime(run: ActiveRun): void {
    const { timeoutMs } = run.options;
    if (timeoutMs === undefined) return;
    run.limitTime(timeoutMs, () => timeoutError(run.workflow.name, timeoutMs));
    run.waits();
  }

  async #dispose(): Promise<void> {
    const { registry, bound, services } = this.#parts;
    const running = this.#running.items();
    for (const run of running) {
      run.stop({ kind: 'aborted', reason: disposed('go on with a run') });
    }
    await Promise.all(running.map(async ({ result }) => result));
    await tearDown(registry, bound, services.log);
    this.#isOver = true;
  }
}

/** A service that was disposed of with its runtime is not one that nobody has bound. */
function servicesLeft(services: Services): Services {
  return Object.freeze<Services>({
    ...services,
    get(id) {
      const service = services.tryGet(id);
      if (service === undefined) throw disposed(`give its service "${nameOfService(id)}"`);
      return service;
    },
  });
}

function timeoutError(workflow: string, timeoutMs: number): RuntimeError {
  return new RuntimeError(
    'TIMEOUT',
    `The run of workflow "${workflow}" was not done within ${String(timeoutMs)} ms.`,
    { hint: 'Raise timeoutMs, or find out what takes so long.', where: { workflow } },
  );
}

function checkWorkflow(workflow: unknown): void {
  const candidate = workflow as Readonly<Record<string, unknown>> | null | undefined;
  if (typeof candidate === 'object' && candidate !== null && hasLists(candidate)) return;
  throw new RuntimeError('WORKFLOW_INVALID', `${describeValue(workflow)} is no workflow.`, {
    hint: 'Pass what build() gives: runtime.execute(flow.build()).',
  });
}

function hasLists({
  nodes,
  connections,
  loops,
  inputs,
  outputs,
}: Readonly<Record<string, unknown>>) {
  return isList(nodes) && isList(connections) && isList(loops) && isList(inputs) && isList(outputs);
}

function isList(value: unknown): boolean {
  return Array.isArray(value);
}

/** The result of a run that completed. Throws RUN_FAILED for any other. */
function completed(result: RunResult): RunResult {
  if (result.status !== 'completed') throw new RunError(result);
  return result;
}

function disposed(what: string): RuntimeError {
  return new RuntimeError('RUNTIME_DISPOSED', `A runtime that is disposed of cannot ${what}.`, {
    hint: 'Make a new one with createRuntime.',
  });
}
