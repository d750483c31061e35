import { type NodeOutcome, outcomeOf } from '#core/run/result/outcome.js';
import { type BareRun, bareRun, quiet } from '../support/harness.js';
import { ManualClock } from '../support/manual-clock.js';
import type { Event } from './evaluator.js';
import type { LoopSpec, Scenario } from './scenario.js';
import { cutOf, hash } from './script.js';
import { type Waiting, Workbench } from './workbench.js';

/** One run of a scenario by the executor, and what was seen of it. */
export interface Observed extends BareRun {
  readonly events: readonly Event[];
  readonly complaints: readonly string[];
  /** What had not come back when the run was over. */
  readonly leftBehind: readonly Waiting[];
  /** Visits that had been settled before they came back; those among them that came back with a result were late. */
  readonly givenUp: ReadonlySet<Waiting>;
  /** As what those who watch were told that each node settled, the last time; empty where nobody watches. */
  readonly told: ReadonlyMap<string, NodeOutcome['status']>;
  readonly clock: ManualClock;
}

/** Numbers from a seed, the same ones each time: mulberry32. */
export function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** Who watches a run: somebody from the beginning, nobody, or somebody from such a visit on, who takes no notes. */
export type Watched = boolean | number;

/**
 * Runs a scenario through the executor. What its nodes and controllers wait for comes back one by one in an order that
 * the scenario's seed decides, each time after everything has happened that can happen by itself; no timer is involved.
 */
export async function runScenario(
  scenario: Scenario,
  isWatched: Watched = true,
  events: Event[] = [],
): Promise<Observed> {
  const bench = new Workbench(scenario);
  // To some runs everything seems to take long, so that they let the event loop turn again and again.
  const clock = new ManualClock({ msPerLook: scenario.seed % 3 === 0 ? 5 : 0 });
  const { onError, isolation, concurrency } = scenario.options;
  const bare = bareRun(
    bench.plan,
    { onError, isolation, concurrency },
    { clock, supplies: bench.supplies },
  );
  const waiting: Waiting[] = [];
  const complaints: string[] = [];
  const { abort, cut } = scenario;
  const stop = () => {
    events.push({ kind: 'stopped' });
    bare.run.stop({ kind: 'aborted', reason: new Error('Enough.') });
  };
  let visits = 0;
  bench.hands = {
    events,
    waiting,
    complaints,
    entered(node, iterations) {
      events.push({ kind: 'entered', node, iterations, turn: clock.turned });
      visits++;
      if (visits === isWatched) bare.run.watch({ started() {}, settled() {} });
      if (abort?.by === 'node' && visits === abort.atVisit) stop();
    },
    obeys: (node) => hash(`${node}/${String(scenario.seed)}`) % 3 === 0,
  };
  const givenUp = new Set<Waiting>();
  const told = new Map<string, NodeOutcome['status']>();
  if (isWatched === true) {
    watch(bare, events, told, (node) => {
      for (const entry of waiting) if (entry.of === node) givenUp.add(entry);
    });
  }
  const pick = numbers(scenario.seed);
  const done = bare.executor.run();
  const end = { isThere: done === undefined };
  void done?.then(() => (end.isThere = true));
  let isCut = false;
  let isStopped = false;
  for (;;) {
    if (!end.isThere) await quiet();
    while (!end.isThere && clock.turning > 0) await quiet();
    if (end.isThere) break;
    events.push({ kind: 'idle' });
    if (abort?.by === 'caller' && visits >= abort.atVisit && !isStopped) {
      isStopped = true;
      stop();
      continue;
    }
    const scope = bench.scopes.get(cut?.loop ?? '');
    if (cut !== undefined && scope !== undefined && visits >= cut.atVisit && !isCut) {
      isCut = true;
      events.push({ kind: 'cut', loop: cut.loop });
      scope.end(cutOf(scenario.loops.find(({ id }) => id === cut.loop) as LoopSpec));
      continue;
    }
    // Now and then the grace period of nodes that were told to stop runs out.
    if (clock.pending > 0 && pick(3) === 0) {
      clock.advance(1000);
      continue;
    }
    const [next] = waiting.splice(pick(Math.max(1, waiting.length)), 1);
    if (next === undefined) throw new Error('The run waits, and nothing is left to come back.');
    events.push({ kind: 'back', of: next.of });
    next.settle();
  }
  return { ...bare, events, complaints, leftBehind: waiting, givenUp, told, clock };
}

/** Notes what the scheduler is told, in the order it is told. */
function watch(
  { run, frame }: BareRun,
  events: Event[],
  told: Map<string, NodeOutcome['status']>,
  settles: (node: string) => void,
): void {
  const running = new Set<string>();
  const idOf = (step: number) => frame.plan.steps[step]?.id ?? '';
  run.watch({
    started(_, step) {
      const node = idOf(step);
      if (running.has(node)) throw new Error(`"${node}" started twice.`);
      running.add(node);
      events.push({ kind: 'started', node });
    },
    settled(_, step) {
      const node = idOf(step);
      const { status }: NodeOutcome = outcomeOf(frame, step);
      told.set(node, status);
      const wasRunning = running.delete(node);
      if (wasRunning) {
        settles(node);
        events.push({ kind: 'settled', node, as: status });
      }
      if (!wasRunning && (status === 'completed' || status === 'failed')) {
        throw new Error(`"${node}" is ${status} and was never started.`);
      }
    },
  });
}
