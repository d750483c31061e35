import {
  Clock,
  HealthPart,
  type Plan,
  type Plugin,
  type RuntimeHooks,
  type Services,
  type TapOnly,
} from '@tenon/core';
import { Health } from './health/health.js';
import { RuntimeHealth } from './health/runtime-health.js';
import { InstrumentSource } from './metrics/instruments.js';
import { MetricLabels } from './metrics/metric-labels.js';
import { nodeFacts } from './nodes/node-facts.js';
import { observeNode } from './nodes/observe-node.js';
import { type Beginning, OBSERVATION, Observation } from './observation.js';
import { checkOptions, type ObservabilityOptions } from './options.js';
import { tracerOf } from './tracing/tracer-of.js';
import { VERSION } from './version.js';

const NAME = 'observability';

/** Before the first of the ten steps, so that the span of a run holds all it waits for, and that of a node all around it. */
const STAGE = 50;

/** What helps where the SDK is registered too late. */
const LATE =
  'Register the SDK before a workflow is first run or planned: its plan is made then, and once.';

/**
 * Traces and metrics of OpenTelemetry for runs and nodes, and the service {@link Health}. Asks for no SDK: where none is
 * registered nothing is made. Throws OPTION_INVALID, naming each option that is wrong.
 *
 * @example
 * const runtime = createRuntime({ plugins: [observability()] });
 * const { status } = await runtime.services.get(Health).snapshot();
 */
export function observability(given?: ObservabilityOptions): Plugin {
  const options = checkOptions(given);
  return Object.freeze<Plugin>({
    manifest: { name: NAME, version: VERSION, stage: STAGE },

    register({ bind, isBound }) {
      if (options.health === false) return;
      const { recentFailures = 20, partTimeoutMs = 1_000, eventLoopDelay = false } = options;
      const settings = { recentFailures, partTimeoutMs, eventLoopDelay };
      bind(RuntimeHealth)
        .toResolvedValue((clock: Clock) => new RuntimeHealth(clock, settings), [Clock])
        .inSingletonScope();
      if (!isBound(Health)) bind(Health).toService(RuntimeHealth);
    },

    apply(hooks, services) {
      if (options.health !== false) watchHealth(hooks, services);
      if (options.tracing === false && options.metrics === false) return;
      const labels = new MetricLabels(options.nodeLabels ?? 200);
      const { beginning, hasAudience } = beginningOf(options);
      const unobserved = new WeakSet<Plan>();
      let isTold = false;

      hooks.prepare.tap(NAME, (_request, run) => {
        if (!run.isDryRun) run.set(OBSERVATION, new Observation(run, beginning));
      });
      hooks.execute.tap(NAME, (plan, run) => {
        const seen = run.get(OBSERVATION);
        seen?.executes();
        if (isTold || seen?.isWatching !== true || !unobserved.has(plan)) return undefined;
        isTold = true;
        run.log.warn(`Nodes of workflow "${run.workflow.name}" are not observed.`, { hint: LATE });
        return undefined;
      });
      hooks.settled.tap(NAME, (outcome, run) => {
        if (run.isDryRun) return;
        // One that was stopped at once has not been prepared.
        const seen = run.get(OBSERVATION) ?? new Observation(run, beginning);
        seen.end(outcome, labels);
      });
      hooks.node.tap(NAME, (wraps, step, plan) => {
        // A plan is made once. One that is made while nobody looks costs what it costs without the plugin.
        if (!hasAudience()) unobserved.add(plan);
        else observeNode(wraps, nodeFacts(step, plan, labels), step.child !== undefined);
      });
    },
  });
}

/** Counts runs, and keeps what the snapshot of the runtime's health is made of. */
function watchHealth(hooks: TapOnly<RuntimeHooks>, services: Services): void {
  const health = services.get(RuntimeHealth);
  for (const part of services.getAll(HealthPart)) health.add(part);
  hooks.prepare.tap(NAME, (_request, run) => {
    if (!run.isDryRun) health.queued(run);
  });
  hooks.execute.tap(NAME, (_plan, run) => {
    health.running(run);
    return undefined;
  });
  hooks.settled.tap(NAME, (outcome, run) => {
    if (!run.isDryRun) health.settled(outcome, run);
  });
  hooks.dispose.tap(NAME, () => health.stop());
}

/** How the observation of each run begins, and whether there is anybody to observe it for. */
function beginningOf({
  tracing = true,
  metrics = true,
  tracerProvider,
  meterProvider,
  attributes,
}: ObservabilityOptions): { readonly beginning: Beginning; readonly hasAudience: () => boolean } {
  const source = new InstrumentSource(meterProvider);
  const tracer = () => (tracing ? tracerOf(tracerProvider) : undefined);
  const instruments = () => (metrics ? source.get() : undefined);
  return {
    beginning: { attributes, tracer, instruments },
    hasAudience() {
      try {
        return tracer() !== undefined || instruments() !== undefined;
      } catch {
        return true; // a provider that throws is the warning of each run, and keeps no plan from being made
      }
    },
  };
}
