import { AuditSink, Clock, createRuntime, Logger, SilentLogger, TaskManager } from '@tenon/core';
import { conditional } from '@tenon/plugin-conditional';
import { cycles } from '@tenon/plugin-cycles';
import { observability } from '@tenon/plugin-observability';
import { RandomSource, resilience } from '@tenon/plugin-resilience';
import { type ResourceStats, Resources, resources } from '@tenon/plugin-resources';
import {
  type AcceptedRun,
  type DrainReport,
  runQueue,
  type ServiceStats,
  serve,
} from '@tenon/service';
import { collectGarbage, VirtualClock } from '@tenon/testing';
import { CountingAudit, CountingTasks, Tally } from './accounts.js';
import { type RunKind, runKinds } from './kinds.js';

export interface SoakOptions {
  readonly runs: number;
  readonly seed: number;
  /** Told at eleven points: after a warm-up, and after each tenth of the runs. */
  readonly onPoint?: (point: SoakPoint) => void;
}

/** How things stand at one point. */
interface SoakPoint {
  readonly runs: number;
  /** After collecting garbage. */
  readonly heapBytes: number;
  readonly stats: ServiceStats;
}

/** What came of it. */
export interface SoakReport {
  readonly points: readonly SoakPoint[];
  /** How runs ended, by what their results say, the audit trail, the records and the service. */
  readonly results: Readonly<Record<string, number>>;
  readonly audit: CountingAudit;
  readonly tasks: CountingTasks;
  readonly stats: ServiceStats;
  readonly drained: DrainReport;
  /** How the resources stood before they were disposed of. */
  readonly resources: readonly ResourceStats[];
  /** Status and code, with how often it came, over all runs. */
  readonly endings: Readonly<Record<string, number>>;
  /** Ends that their kind of run does not have, with how often they came. */
  readonly unexpected: Readonly<Record<string, number>>;
  /** What the process holds that it did not hold before, and the timers of the clock. */
  readonly handlesLeft: readonly string[];
  readonly timersLeft: number;
}

/** What must come about, or it is no soak of anything: status and code. */
export const ENDINGS: readonly string[] = [
  ...['completed', 'failed NODE_FAILED', 'failed BREAKER_OPEN', 'failed TIMEOUT'],
  'aborted ABORTED',
  ...['refused INPUT_REQUIRED', 'refused QUEUE_FULL', 'refused TENANT_QUEUE_FULL'],
  ...['refused QUEUE_EXPIRED', 'refused SERVICE_DRAINING'],
];

/** Runs that run and wait in the ordinary course of things, and when more come at once than the queue takes. */
const OPEN = 240;
const CROWD = 360;
/** Every so many moments there is a crowd. */
const CROWDED = 8;
const TENANTS = ['__proto__', 'acme', 'constructor', 'globex', 'initech', undefined];

/**
 * Puts so many runs of all kinds through one service, on a virtual clock, and stops some of them at any moment. What of
 * runs is random comes from the seed.
 */
export async function soak({ runs, seed, onPoint }: SoakOptions): Promise<SoakReport> {
  const handles = heldNow();
  const clock = new VirtualClock();
  const random = randomFrom(seed);
  const audit = new CountingAudit();
  const tasks = new CountingTasks();
  const runtime = createRuntime({
    plugins: [
      runQueue({
        concurrentRuns: 64,
        queuedRuns: 220,
        tenants: {
          concurrentRuns: 24,
          queuedRuns: 60,
          of: new Map([['acme', { queuedRuns: 32 }]]),
        },
      }),
      cycles(),
      conditional(),
      resilience(),
      resources(),
      observability(),
    ],
    configure: ({ bind }) => {
      bind(Clock).toConstantValue(clock);
      bind(AuditSink).toConstantValue(audit);
      bind(TaskManager).toConstantValue(tasks);
      bind(Logger).toConstantValue(new SilentLogger());
      bind(RandomSource).toConstantValue({ next: random });
    },
  });
  const service = serve(runtime);
  await service.start();

  const kinds = Object.entries(runKinds(clock, random));
  const ends = new Tally();
  const endings = new Tally();
  const unexpected = new Tally();
  const points: SoakPoint[] = [];
  const ended = async (name: string, { ends: allowed }: RunKind, run: AcceptedRun) => {
    const { status, error } = await run.result;
    const ending = error === undefined ? status : `${status} ${error.code}`;
    ends.add(status);
    endings.add(ending);
    const isStopped = status === 'aborted' || run.rejection !== undefined;
    if (!isStopped && !allowed.includes(ending)) unexpected.add(`${name}: ${ending}`);
  };
  const accept = () => {
    const [name, kind] = kinds[Math.floor(random() * kinds.length)] as [string, RunKind];
    const tenant = TENANTS[Math.floor(random() * TENANTS.length)];
    const run = service.accept(kind.flow, {
      ...kind.options,
      priority: Math.floor(random() * 5),
      ...(tenant !== undefined && { tenant }),
      ...(random() < 0.05 && { maxWaitMs: 1 + Math.floor(random() * 5) }),
    });
    const lot = random();
    if (lot < 0.02) run.abort('at once');
    else if (lot < 0.06) clock.timer(Math.floor(random() * 8), () => run.abort('later'));
    void ended(name, kind, run);
  };

  const warmUp = Math.min(Math.floor(runs / 20), 20_000);
  const marks = [warmUp, ...Array.from({ length: 9 }, (_, i) => Math.floor((runs * (i + 1)) / 10))];
  for (let asked = 0, moment = 1; asked < runs; moment++) {
    const most = moment % CROWDED === 0 ? CROWD : OPEN;
    for (let { open } = service.stats(0); open < most && asked < runs; open++) {
      accept();
      asked++;
      if (asked !== marks[0]) continue;
      marks.shift();
      await clock.until(service.onIdle());
      points.push(await pointAt(asked, service.stats(), clock, onPoint));
      open = 0;
    }
    await clock.advance(1);
  }
  // The last ones are still running, and waiting.
  const drained = await clock.until(service.drain(4, 50));
  await clock.runAll();
  const lent = runtime.services.get(Resources).stats();
  await runtime.dispose();
  points.push(await pointAt(runs, service.stats(), clock, onPoint));
  return {
    points,
    results: ends.counts,
    audit,
    tasks,
    stats: service.stats(),
    drained,
    resources: lent,
    endings: endings.counts,
    unexpected: unexpected.counts,
    handlesLeft: leftSince(handles),
    timersLeft: clock.pendingTimers,
  };
}

async function pointAt(
  runs: number,
  stats: ServiceStats,
  clock: VirtualClock,
  onPoint: SoakOptions['onPoint'],
): Promise<SoakPoint> {
  // Nodes that ignored their abort come back, and what finalisers hold goes in a second round.
  await clock.advance(50);
  for (let round = 0; round < 3; round++) {
    await clock.settle();
    collectGarbage();
  }
  const point = { runs, heapBytes: process.memoryUsage().heapUsed, stats };
  onPoint?.(point);
  return point;
}

function heldNow(): string[] {
  return process.getActiveResourcesInfo().filter((name) => name !== 'Immediate');
}

function leftSince(before: readonly string[]): string[] {
  const left = heldNow();
  for (const name of before) {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
  }
  return left;
}

/** Mulberry32, by Tommy Ettinger: numbers from 0 on below 1 that a seed decides. */
function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
