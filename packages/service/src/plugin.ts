import { Clock, HealthPart, type Plugin, ResourceGuard, STAGES } from '@tenon/core';
import { checkOptions, type RunQueueOptions } from './options.js';
import { queueHealth } from './queue-health.js';
import { RunQueue, RunQueueService } from './run-queue.js';
import { usesOf } from './uses.js';
import { VERSION } from './version.js';

const NAME = 'run-queue';

/** Behind all that is told of a run's end: what has settled for a queue is on record everywhere. */
const STAGE = STAGES.results + 100;

/**
 * Step 1 with a queue: at most so many runs at a time and waiting, in the order of priority and turn by turn among
 * tenants. Stands in the place of the default resource guard; `serve(runtime)` makes a service of it. Throws
 * OPTION_INVALID, naming each option that is wrong.
 *
 * @example
 * const runtime = createRuntime({
 *   plugins: [runQueue({ concurrentRuns: 8, queuedRuns: 500, tenants: { concurrentRuns: 2 } })],
 * });
 */
export function runQueue(given?: RunQueueOptions): Plugin {
  const options = snapshot(checkOptions(given));
  return Object.freeze<Plugin>({
    manifest: { name: NAME, version: VERSION, stage: STAGE },

    register({ bind, isBound }) {
      bind(RunQueueService).toDynamicValue((context) => new RunQueue(options, context.get(Clock)));
      bind(HealthPart).toResolvedValue(queueHealth, [RunQueueService]);
      if (isBound(ResourceGuard)) return;
      bind(ResourceGuard).toDynamicValue((context) => context.get(RunQueueService));
    },

    apply(hooks, services) {
      const queue = services.get(RunQueueService);
      hooks.settled.tap(NAME, (outcome, run) => queue.settleDirect(run, outcome));
    },
  });
}

/** The options as they are now: what the host does with its map of tenants later has not been checked. */
function snapshot(options: RunQueueOptions): RunQueueOptions {
  usesOf(options.limits);
  const of = options.tenants?.of;
  return of === undefined
    ? options
    : { ...options, tenants: { ...options.tenants, of: new Map(of) } };
}
