import {
  AsyncSeriesBailHook,
  AsyncSeriesHook,
  AsyncSeriesWaterfallHook,
  SyncHook,
  SyncWaterfallHook,
} from 'tapable';
import type { PlanDraft } from '../plan/draft.js';
import type { NodeStep, UnwrappedStep } from '../plan/node-step.js';
import { NodeWraps } from '../plan/node-wraps.js';
import type { Plan } from '../plan/plan.js';
import type { Execution } from '../run/executor/execution.js';
import type { LazyResults } from '../run/result/lazy-results.js';
import type { NodeOutcome, RunOutcome } from '../run/result/outcome.js';
import type { Run, RunRequest } from '../run/run.js';
import { type Issue, isIssue } from '../verify/issue.js';
import type { ResolvedWorkflow } from '../workflow/resolve.js';
import type { HookRules } from './hook-rule.js';

/**
 * The openings of the core: those that a plan is made with, then those of a run. Real hooks of tapable; plugins see their
 * tap side ({@link TapOnly}), the core their calling side ({@link Calls}).
 *
 * `docs/hooks.md` is made of these comments: each has the same five points in the same order.
 */
export interface RuntimeHooks {
  /**
   * Finds what is wrong with a workflow, all of it at once.
   *
   * - Fires: once per workflow and runtime: at the first `runtime.verify`, or within `prepare` of the first run.
   * - Kind: synchronous waterfall over the issues.
   * - May return: the issues with its own added, or `undefined` to leave them.
   * - If it throws: verification fails with HOOK_FAILED. A finding is an issue, not a throw.
   * - Out of the box: nobody.
   */
  readonly verify: SyncWaterfallHook<
    [issues: readonly Issue[], workflow: ResolvedWorkflow],
    readonly Issue[] | void
  >;
  /**
   * Adds facts to a plan before it is lowered: regions that repeat, ports that exclude one another.
   *
   * - Fires: once per workflow and runtime: after `prepare` of the first run.
   * - Kind: synchronous waterfall over the draft.
   * - May return: a new draft, or `undefined` to leave it.
   * - If it throws: the workflow is refused with HOOK_FAILED.
   * - Out of the box: nobody.
   */
  readonly plan: SyncWaterfallHook<
    [draft: PlanDraft, workflow: ResolvedWorkflow],
    PlanDraft | void
  >;
  /**
   * Puts something around the function of a node: retry, time-outs, checks, spans, mocks.
   *
   * - Fires: once per node and plan, after `plan`. What a tap adds runs at every visit; where no tap adds anything,
   *   nothing is paid.
   * - Kind: synchronous series.
   * - May return: nothing; it adds to `wraps`.
   * - If it throws: the workflow is refused with HOOK_FAILED.
   * - Out of the box: access (where the policy is asked about nodes).
   */
  readonly node: SyncHook<[wraps: NodeWraps, node: UnwrappedStep, plan: Plan]>;
  /**
   * Admits a run and gets its request ready: steps 1 to 6.
   *
   * - Fires: once per run, before any node.
   * - Kind: asynchronous series waterfall over the request.
   * - May return: a new request, or `undefined` to leave it.
   * - If it throws: the run is refused with that error.
   * - Out of the box: limits, access (where a policy is bound), admission, audit (where a sink is bound), tracking.
   */
  readonly prepare: AsyncSeriesWaterfallHook<[request: RunRequest, run: Run], RunRequest | void>;
  /**
   * Finds what only a run can show: unknown parameters, open templates, missing secrets.
   *
   * - Fires: once per run, within `prepare`: from admission, which is the core's part of step 4.
   * - Kind: asynchronous series waterfall over the issues.
   * - May return: the issues with its own added, or `undefined` to leave them. All errors together refuse the run.
   * - If it throws: the run is refused with that error.
   * - Out of the box: nobody.
   */
  readonly admit: AsyncSeriesWaterfallHook<
    [issues: readonly Issue[], request: RunRequest, run: Run],
    readonly Issue[] | void
  >;
  /**
   * Looks over everything that was found, before it is acted on: drops, adds, or grades anew.
   *
   * - Fires: once per `runtime.verify`, and once per run within `prepare`, after `admit`.
   * - Kind: synchronous waterfall over the issues.
   * - May return: other issues, or `undefined` to leave them. What the runtime cannot do without stays an error.
   * - If it throws: verification fails, or the run is refused, with HOOK_FAILED.
   * - Out of the box: nobody.
   */
  readonly review: SyncWaterfallHook<
    [issues: readonly Issue[], workflow: ResolvedWorkflow],
    readonly Issue[] | void
  >;
  /**
   * Executes a plan: step 9.
   *
   * - Fires: once per run. Lasts as long as the nodes do; its time-out begins when the run is aborted.
   * - Kind: asynchronous series bail.
   * - May return: the execution, or `undefined` to let a later tap execute.
   * - If it throws: the run fails with that error.
   * - Out of the box: execution (the last tap, so that another engine may answer before it).
   */
  readonly execute: AsyncSeriesBailHook<[plan: Plan, run: Run], Execution | undefined>;
  /**
   * Tells that a node starts.
   *
   * - Fires: at each visit to a node, before its inputs are gathered.
   * - Kind: synchronous series, observers.
   * - May return: nothing.
   * - If it throws: the others still run; the failure becomes the warning OBSERVER_FAILED.
   * - Out of the box: tracking (where visits are tracked).
   */
  readonly nodeStarted: SyncHook<[node: NodeStep, run: Run]>;
  /**
   * Tells how a node ended.
   *
   * - Fires: exactly once per visit, on every path: completed, skipped, failed, aborted.
   * - Kind: synchronous series, observers.
   * - May return: nothing. The outputs are the node's own: what a tap writes of them it masks, `run.mask?.value(outputs)`.
   * - If it throws: the others still run; the failure becomes the warning OBSERVER_FAILED.
   * - Out of the box: audit (where a sink is bound), tracking (where visits are tracked).
   */
  readonly nodeSettled: SyncHook<[outcome: NodeOutcome, node: NodeStep, run: Run]>;
  /**
   * Puts the results of a run together: step 10.
   *
   * - Fires: once per run, after execution.
   * - Kind: asynchronous series waterfall over the results.
   * - May return: new results, or `undefined` to leave them.
   * - If it throws: the run fails with that error.
   * - Out of the box: results.
   */
  readonly results: AsyncSeriesWaterfallHook<[results: LazyResults, run: Run], LazyResults | void>;
  /**
   * Tells how a run ended, and gives back what the run held.
   *
   * - Fires: exactly once per run, on every path: success, failure, abort, refusal.
   * - Kind: asynchronous series, observers.
   * - May return: nothing.
   * - If it throws: the others still run; the failure becomes the warning OBSERVER_FAILED.
   * - Out of the box: limits, audit (where a sink is bound), tracking.
   */
  readonly settled: AsyncSeriesHook<[outcome: RunOutcome, run: Run]>;
  /**
   * Closes what a plugin opened for the runtime.
   *
   * - Fires: once per runtime, when it is disposed of.
   * - Kind: asynchronous series, last registered first, observers.
   * - May return: nothing.
   * - If it throws: the others still run; the failures are collected and logged.
   * - Out of the box: nobody.
   */
  readonly dispose: AsyncSeriesHook<[]>;
}

/** Makes the hooks of one runtime. */
export function createRuntimeHooks(): RuntimeHooks {
  return Object.freeze<RuntimeHooks>({
    verify: new SyncWaterfallHook(['issues', 'workflow'], 'verify'),
    plan: new SyncWaterfallHook(['draft', 'workflow'], 'plan'),
    node: new SyncHook(['wraps', 'node', 'plan'], 'node'),
    prepare: new AsyncSeriesWaterfallHook(['request', 'run'], 'prepare'),
    admit: new AsyncSeriesWaterfallHook(['issues', 'request', 'run'], 'admit'),
    review: new SyncWaterfallHook(['issues', 'workflow'], 'review'),
    execute: new AsyncSeriesBailHook(['plan', 'run'], 'execute'),
    nodeStarted: new SyncHook(['node', 'run'], 'nodeStarted'),
    nodeSettled: new SyncHook(['outcome', 'node', 'run'], 'nodeSettled'),
    results: new AsyncSeriesWaterfallHook(['results', 'run'], 'results'),
    settled: new AsyncSeriesHook(['outcome', 'run'], 'settled'),
    dispose: new AsyncSeriesHook([], 'dispose'),
  });
}

const ISSUES = {
  what: 'a list of issues',
  is: (value: unknown) => Array.isArray(value) && value.every(isIssue),
};
const DRAFT = { what: 'a draft with gates and regions', is: has('gates', 'regions') };
const REQUEST = {
  what: 'a request with workflow, supplies and inputs',
  is: has('workflow', 'supplies', 'inputs'),
};
const EXECUTION = {
  what: 'an execution with outcomes, failures, loops and results',
  is: has('outcomes', 'failures', 'loops', 'results'),
};
const RESULTS = { what: 'new LazyResults(…)', is: has('record') };

/** Whether a value is an object with these members. Structural, so that another copy of the core may have made it. */
function has(...names: readonly string[]): (value: unknown) => boolean {
  return (value) => {
    if (typeof value !== 'object' || value === null) return false;
    for (const name of names) if (!(name in value)) return false;
    return true;
  };
}

/** How each of them treats its taps. */
export const RUNTIME_HOOK_RULES: HookRules<RuntimeHooks> = Object.freeze({
  verify: { role: 'decision', answer: ISSUES },
  plan: { role: 'decision', answer: DRAFT },
  node: {
    role: 'decision',
    enter: ([wraps], plugin) => {
      if (wraps instanceof NodeWraps) wraps.enter(plugin);
    },
  },
  prepare: { role: 'decision', answer: REQUEST },
  admit: { role: 'decision', answer: ISSUES },
  review: { role: 'decision', answer: ISSUES },
  execute: { role: 'decision', timeout: 'afterAbort', answer: EXECUTION },
  nodeStarted: { role: 'observer' },
  nodeSettled: { role: 'observer' },
  results: { role: 'decision', answer: RESULTS },
  settled: { role: 'observer' },
  dispose: { role: 'observer', order: 'reverse' },
});
