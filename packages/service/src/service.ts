import {
  type Clock,
  Clock as ClockService,
  checkOptionNames,
  type DeclaredOutputs,
  IdSource,
  ResourceGuard,
  type RunArguments,
  type Runtime,
  RuntimeError,
  type Workflow,
} from '@tenon/core';
import { AcceptedRun, type AcceptOptions } from './accepted-run.js';
import {
  checkFunction,
  checkMs,
  checkPriority,
  checkSignals,
  checkSource,
  checkText,
} from './checks.js';
import { Drain, type DrainReport } from './drain.js';
import { type DrainOnSignalOptions, drainOnSignal, type SignalDrain } from './drain-on-signal.js';
import { type RunQueue, RunQueueService } from './run-queue.js';
import type { QueueStats } from './stats.js';

/** Where a service stands. */
export type ServiceState = 'new' | 'starting' | 'open' | 'draining' | 'drained';

/** How a service stands, as data. */
export interface ServiceStats extends QueueStats {
  readonly state: ServiceState;
}

/**
 * Draining ends within 9.5 seconds where nothing is said: `docker stop` kills after ten, Kubernetes after thirty.
 */
const DRAIN_MS = 8_000;
const GRACE_MS = 1_500;

/**
 * Makes a service of a runtime that has `runQueue()` among its plugins: from now on no run of this runtime begins before
 * `start` or after `drain`. Throws SERVICE_UNAVAILABLE.
 *
 * @example
 * const service = serve(createRuntime({ plugins: [runQueue({ concurrentRuns: 8 })] }));
 * await service.start();
 * const run = service.accept(pricing, { tenant: 'acme', parameters });
 * const stopping = service.drainOnSignal();
 */
export function serve(runtime: Runtime): RunService {
  const { services } = runtime;
  const queue = services.tryGet(RunQueueService);
  if (queue === undefined) {
    throw unavailable('it has no run queue', 'Make it with plugins: [runQueue()].');
  }
  if (services.get(ResourceGuard) !== queue) {
    const hint = 'Bind no ResourceGuard of your own; state limits as runQueue({ limits }).';
    throw unavailable('its runs do not pass its run queue: another ResourceGuard is bound', hint);
  }
  if (!queue.claim()) throw unavailable('it is served already', 'Call serve() once.');
  return new RunService(runtime, queue);
}

/** A runtime that takes work for as long as a process lives, and ends in an orderly way. Made by {@link serve}. */
export class RunService {
  /** What came of draining; pending until it is done. */
  readonly drained: Promise<DrainReport>;
  readonly #runtime: Runtime;
  readonly #queue: RunQueue;
  readonly #clock: Clock;
  readonly #ids: IdSource;
  readonly #tellDrained: (report: DrainReport) => void;
  #state: ServiceState = 'new';
  #drain: Drain | undefined;

  constructor(runtime: Runtime, queue: RunQueue) {
    this.#runtime = runtime;
    this.#queue = queue;
    this.#clock = runtime.services.get(ClockService);
    this.#ids = runtime.services.get(IdSource);
    let tell: (report: DrainReport) => void = () => undefined;
    this.drained = new Promise((resolve) => {
      tell = resolve;
    });
    this.#tellDrained = tell;
    queue.close('SERVICE_NOT_STARTED');
  }

  get state(): ServiceState {
    return this.#state;
  }

  /**
   * Opens the door: at once, or when `ready` is done, which opens connections or warms what runs need. When that fails the
   * service is as it was before, and `start` rejects as it did. Rejects with SERVICE_STATE where it was called before, and
   * with SERVICE_DRAINING when the service was drained meanwhile.
   */
  async start(ready?: () => unknown): Promise<void> {
    checkFunction('What a service is to wait for', ready);
    if (this.#state !== 'new') throw startedBefore(this.#state);
    if (ready !== undefined) {
      this.#state = 'starting';
      try {
        await ready();
      } catch (error) {
        if (this.#drain === undefined) this.#state = 'new';
        throw error;
      }
      if (this.#drain !== undefined) throw drainedWhileStarting();
    }
    this.#state = 'open';
    this.#queue.open();
  }

  /**
   * Takes a run, and answers at once: it runs, waits, or was turned away, and says why. Whatever becomes of it, it is a run
   * with a result, audited and tracked. Throws OPTION_INVALID, WORKFLOW_INVALID, RUNTIME_DISPOSED, or RUN_ID_TAKEN.
   */
  accept<I, O>(
    workflow: Workflow<I, O>,
    ...options: RunArguments<NoInfer<I>, AcceptOptions<NoInfer<I>>>
  ): AcceptedRun<DeclaredOutputs<O>>;
  accept(workflow: Workflow, options: AcceptOptions = {}): AcceptedRun {
    const { priority, maxWaitMs, id = this.#ids.next(), ...rest } = checked(options);
    const ticket = this.#queue.accept({
      runId: id,
      // What is no workflow is refused by the runtime.
      workflow: (workflow as Workflow | undefined)?.name ?? '',
      tenant: rest.tenant,
      priority,
      maxWaitMs,
    });
    try {
      const handle = this.#runtime.start(workflow, { ...rest, id });
      ticket.handle = handle;
      void handle.result.then((result) => this.#queue.settle(ticket, result));
      return new AcceptedRun(handle, ticket);
    } catch (error) {
      this.#queue.forget(ticket);
      throw error;
    }
  }

  /**
   * Ends the service: turns away what comes, and what waits; lets what runs go on for `timeoutMs` milliseconds (8,000),
   * then stops it; and waits `graceMs` more (1,500) at the longest. Answers how each run ended. A second call answers the
   * same; it may leave less time, never more. The runtime is left for the host to dispose of. Rejects with OPTION_INVALID.
   */
  async drain(timeoutMs = DRAIN_MS, graceMs = GRACE_MS): Promise<DrainReport> {
    checkMs('The time for draining', timeoutMs, 0);
    checkMs('The grace of draining', graceMs, 0);
    if (this.#drain === undefined) {
      this.#state = 'draining';
      this.#drain = new Drain(this.#queue, this.#clock, timeoutMs, graceMs);
      void this.#drain.report.then((report) => {
        this.#state = 'drained';
        this.#tellDrained(report);
      });
    } else this.#drain.limit(timeoutMs, graceMs);
    return this.drained;
  }

  /**
   * Drains when the process is told to end. Only who calls this listens to signals, until the service is drained or
   * `remove` is called. Throws OPTION_INVALID.
   */
  drainOnSignal(options: DrainOnSignalOptions = {}): SignalDrain {
    checkOptionNames(options, ['signals', 'timeoutMs', 'graceMs', 'source'], 'drainOnSignal()');
    checkMs('The time for draining', options.timeoutMs, 0);
    checkMs('The grace of draining', options.graceMs, 0);
    checkSignals(options.signals);
    checkSource(options.source);
    return drainOnSignal(this, this.#clock, options);
  }

  /** Resolves when nothing runs and nothing waits. */
  onIdle(): Promise<void> {
    return this.#queue.idle();
  }

  /** How the service stands. Lists the `mostTenants` (20) busiest tenants; the others are counted. */
  stats(mostTenants?: number): ServiceStats {
    return Object.freeze({ state: this.#state, ...this.#queue.stats(mostTenants) });
  }
}

/** What the runtime does not check, because it does not know of it. */
function checked(options: AcceptOptions): AcceptOptions {
  checkOptionNames(options, ACCEPT_OPTIONS, 'An accepted run');
  checkPriority(options.priority);
  checkMs('The time a run may wait', options.maxWaitMs, 1);
  checkText('The tenant of a run', options.tenant);
  checkText('The id of a run', options.id);
  return options;
}

const ACCEPT_OPTIONS: readonly (keyof AcceptOptions)[] = [
  ...(['priority', 'maxWaitMs', 'parameters', 'signal', 'principal', 'tenant'] as const),
  ...(['timeoutMs', 'graceMs', 'onError', 'concurrency', 'isolation', 'timing', 'id'] as const),
];

function unavailable(what: string, hint: string): RuntimeError {
  return new RuntimeError('SERVICE_UNAVAILABLE', `This runtime cannot be served: ${what}.`, {
    hint,
  });
}

function startedBefore(state: ServiceState): RuntimeError {
  return new RuntimeError('SERVICE_STATE', `A service that is ${state} cannot be started.`, {
    hint: 'Start it once. After draining, make a new runtime and serve that.',
  });
}

function drainedWhileStarting(): RuntimeError {
  return new RuntimeError('SERVICE_DRAINING', 'The service was drained while it started.', {
    hint: 'Start another one.',
  });
}
