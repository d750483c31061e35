import { checkOptionNames } from '../errors/check-options.js';
import { RuntimeError } from '../errors/runtime-error.js';
import { describeValue } from '../values/describe-value.js';
import type { ResourceGuard, RunEntry, RunLease } from './resource-guard.js';

/** What one runtime may use. Every default is finite and far above ordinary use. */
export interface ResourceLimits {
  /** Runs at a time. Default 1,000. */
  readonly concurrentRuns: number;
  /** Runs waiting for a place. Default 10,000. */
  readonly queuedRuns: number;
  /** What a run does when all places are taken. Default `wait`. */
  readonly whenFull: 'wait' | 'refuse';
  /** Visits to nodes in one run; a node in a loop is visited once per iteration. Default 100 million. */
  readonly nodeVisits: number;
  /** Duration of one run in milliseconds. Default 24 hours. */
  readonly wallMs: number;
  /**
   * Growth of the process's heap since the run's first 4,096 visits, in bytes; all runs share the heap. Default 2 GiB.
   */
  readonly heapBytes: number;
}

export const DEFAULT_LIMITS: ResourceLimits = Object.freeze({
  concurrentRuns: 1_000,
  queuedRuns: 10_000,
  whenFull: 'wait',
  nodeVisits: 100_000_000,
  wallMs: 86_400_000,
  heapBytes: 2 * 1024 ** 3,
});

/** The heap is measured every so many visits: a measurement costs as much as some hundred nodes. */
const VISITS_PER_MEASUREMENT = 4096;

/** Counts in this process: places in order of arrival, visits and heap per run. The default guard. */
export class LocalResourceGuard implements ResourceGuard {
  readonly limits: ResourceLimits;
  #running = 0;
  readonly #waiting = new Set<() => void>();
  readonly #usedHeap: () => number;

  /** `usedHeap` measures the heap, in bytes. Throws OPTION_INVALID for a limit that is no positive number. */
  constructor(limits: Partial<ResourceLimits> = {}, usedHeap = usedHeapOfProcess) {
    this.#usedHeap = usedHeap;
    checkOptionNames(limits, Object.keys(DEFAULT_LIMITS), 'A resource guard');
    this.limits = Object.freeze({ ...DEFAULT_LIMITS, ...limits });
    checkLimits(this.limits);
  }

  enter(run: RunEntry): RunLease | Promise<RunLease> {
    const { concurrentRuns, queuedRuns, whenFull } = this.limits;
    if (this.#running < concurrentRuns) {
      this.#running++;
      return this.#lease(run);
    }
    if (whenFull === 'refuse') throw refusal(run, 'concurrentRuns', concurrentRuns);
    if (this.#waiting.size >= queuedRuns) throw refusal(run, 'queuedRuns', queuedRuns);
    return this.#wait(run);
  }

  #wait(run: RunEntry): Promise<RunLease> {
    if (run.signal.aborted) throw aborted(run);
    return new Promise((resolve, reject) => {
      const proceed = () => {
        run.signal.removeEventListener('abort', giveUp);
        resolve(this.#lease(run));
      };
      const giveUp = () => {
        this.#waiting.delete(proceed);
        reject(aborted(run));
      };
      run.signal.addEventListener('abort', giveUp, { once: true });
      this.#waiting.add(proceed);
    });
  }

  /** A plain object, so that a host's own guard may spread it and put something else in place of a member. */
  #lease(run: RunEntry): RunLease {
    const { nodeVisits, wallMs, heapBytes } = this.limits;
    let heapAtStart = Number.NaN;
    let isHeld = true;
    return {
      wallMs,
      visits: (started) => {
        if (started > nodeVisits) throw refusal(run, 'nodeVisits', nodeVisits);
        // Small runs are never measured: the first measurement comes with the first full stretch of visits.
        if (started >= VISITS_PER_MEASUREMENT) {
          const used = this.#usedHeap();
          if (Number.isNaN(heapAtStart)) heapAtStart = used;
          if (used - heapAtStart > heapBytes) throw refusal(run, 'heapBytes', heapBytes);
        }
        return Math.min(started + VISITS_PER_MEASUREMENT, nodeVisits + 1);
      },
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        this.#handOver();
      },
    };
  }

  /** Gives a free place to the run that has waited longest. */
  #handOver(): void {
    const next = this.#waiting.size === 0 ? undefined : this.#waiting.values().next().value;
    if (next === undefined) this.#running--;
    else {
      this.#waiting.delete(next);
      next();
    }
  }
}

function usedHeapOfProcess(): number {
  // Most processes never measure, and Node loads more with this module than the measurement needs.
  return process.getBuiltinModule('node:v8').getHeapStatistics().used_heap_size;
}

function checkLimits(limits: ResourceLimits): void {
  const { whenFull, ...numbers } = limits;
  for (const [name, value] of Object.entries<unknown>(numbers)) {
    const least = name === 'queuedRuns' ? 0 : 1;
    if (typeof value === 'number' && value >= least) continue;
    throw invalid(name, value, `Give a number from ${least} on, or Infinity for no limit.`);
  }
  if (whenFull === 'wait' || whenFull === 'refuse') return;
  throw invalid('whenFull', whenFull, 'Give "wait" or "refuse".');
}

function invalid(name: string, value: unknown, hint: string): RuntimeError {
  return new RuntimeError(
    'OPTION_INVALID',
    `The limit "${name}" cannot be ${describeValue(value)}.`,
    { hint },
  );
}

function refusal(run: RunEntry, limit: keyof ResourceLimits, value: number): RuntimeError {
  return new RuntimeError(
    'LIMIT_REACHED',
    `The run "${run.id}" reached the limit "${limit}" (${value}).`,
    { hint: `Raise "${limit}", or do less at a time.`, where: { workflow: run.workflow.name } },
  );
}

function aborted(run: RunEntry): RuntimeError {
  return new RuntimeError(
    'ABORTED',
    `The run "${run.id}" was aborted while it waited for a place.`,
    {
      cause: run.signal.reason,
      where: { workflow: run.workflow.name },
    },
  );
}
