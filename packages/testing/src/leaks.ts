import { AssertionError } from 'node:assert';
import { type EventEmitter, getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const { setImmediate } = globalThis;

/** Turns of the event loop after which what is still there has been left behind. */
const TURNS = 4;

/**
 * Runs a function, and fails when it leaves something behind that keeps the process alive: a timer, a socket, a file.
 * Counts what the process holds by kind, before and after, so that what was there already does not matter.
 */
export async function expectNoHandlesLeft(fn: () => unknown): Promise<void> {
  await turns();
  const before = countByName(process.getActiveResourcesInfo());
  await fn();
  await turns();
  const after = countByName(process.getActiveResourcesInfo());
  const left = [...after]
    .map(([name, count]) => [name, count - (before.get(name) ?? 0)] as const)
    .filter(([, count]) => count > 0);
  if (left.length === 0) return;
  fail(`Left behind: ${left.map(([name, count]) => `${String(count)} ${name}`).join(', ')}.`);
}

/**
 * Runs a function, and fails when a signal has more listeners for `abort` afterwards than before, or an emitter more
 * listeners for any of its events.
 */
export async function expectNoListenersLeft(
  target: AbortSignal | EventEmitter,
  fn: () => unknown,
): Promise<void> {
  const before = listenersOf(target);
  await fn();
  for (const [event, after] of listenersOf(target)) {
    const had = before.get(event) ?? 0;
    if (after <= had) continue;
    const what = target instanceof AbortSignal ? 'signal' : 'emitter';
    const whose = target instanceof AbortSignal ? '' : ` for "${String(event)}"`;
    fail(`The ${what} has ${String(after)} listeners${whose}, and had ${String(had)} before.`);
  }
}

function listenersOf(target: AbortSignal | EventEmitter): Map<string | symbol, number> {
  const events = target instanceof AbortSignal ? ['abort'] : target.eventNames();
  return new Map(events.map((event) => [event, getEventListeners(target, event as string).length]));
}

/** How {@link heapGrowth} measures. */
export interface HeapGrowthOptions {
  /** How often the function is run between the two measurements. */
  readonly rounds: number;
  /** How often it is run before them, until caches and optimised code are there. Default: a tenth of the rounds. */
  readonly warmUp?: number;
}

/** By how many bytes the heap has grown after so many rounds of a function, garbage not counted. */
export async function heapGrowth(
  fn: (round: number) => unknown,
  { rounds, warmUp = Math.ceil(rounds / 10) }: HeapGrowthOptions,
): Promise<number> {
  const collect = garbageCollector();
  for (let round = 0; round < warmUp; round++) await fn(round);
  const before = await usedHeap(collect);
  for (let round = 0; round < rounds; round++) await fn(warmUp + round);
  return (await usedHeap(collect)) - before;
}

/**
 * What promises were rejected with, while a function ran and just after, that nobody handled. Other listeners, the test
 * runner's for instance, are not told meanwhile.
 */
export async function unhandledRejectionsDuring(fn: () => unknown): Promise<readonly unknown[]> {
  const reasons: unknown[] = [];
  const note = (reason: unknown) => reasons.push(reason);
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', note);
  try {
    await fn();
    await turns();
  } finally {
    process.removeListener('unhandledRejection', note);
    for (const other of others) process.on('unhandledRejection', other);
  }
  return reasons;
}

/** Collects garbage, whether or not the process was started with `--expose-gc`. */
export function collectGarbage(): void {
  garbageCollector()();
}

function garbageCollector(): () => void {
  const { gc } = globalThis as { gc?: () => void };
  if (gc !== undefined) return gc;
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

async function usedHeap(collect: () => void): Promise<number> {
  // What finalisers and weak references let go of in one turn is collected in the next.
  for (let turn = 0; turn < TURNS; turn++) {
    await turns(1);
    collect();
  }
  return process.memoryUsage().heapUsed;
}

async function turns(count = TURNS): Promise<void> {
  for (let turn = 0; turn < count; turn++) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}

function countByName(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) {
    if (name === 'Immediate') continue; // gone by itself at the next turn
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function fail(message: string): never {
  throw new AssertionError({ message, stackStartFn: fail });
}
