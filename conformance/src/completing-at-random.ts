import { setImmediate as macrotask } from 'node:timers/promises';
import type { NodeType } from '@tenon/core';
import { randomFrom } from './random.js';
import { type Run, withBodies } from './wrap-bodies.js';

/** How long a visit of a node takes before it reads its inputs, and after it has: turns of the event loop, or ticks. */
interface Delay {
  readonly turnsBefore: number;
  readonly turnsAfter: number;
  readonly ticks: number;
}

/** The longest delay: enough for a node to be overtaken by a row of others. */
const MOST_TURNS = 6;

/**
 * The same node types, whose nodes complete in a random order: some at once, some after ticks of promises, some after
 * turns of the event loop. How long a visit takes depends on the seed, on the node and on how often it was visited, not
 * on the order of visits, so that a run can be repeated.
 */
export function completingAtRandom(types: readonly NodeType[], seed: number): NodeType[] {
  const visits = new Map<string, number>();
  return withBodies(types, (run) => (inputs, context) => {
    const visit = (visits.get(context.nodeId) ?? 0) + 1;
    visits.set(context.nodeId, visit);
    const delay = delayOf(`${String(seed)} ${context.nodeId} ${String(visit)}`);
    return delay === undefined ? run(inputs, context) : delayed(delay, run, inputs, context);
  });
}

async function delayed(
  { turnsBefore, turnsAfter, ticks }: Delay,
  ...[run, inputs, context]: [Run, ...Parameters<Run>]
) {
  for (let i = 0; i < turnsBefore; i++) await macrotask();
  try {
    return await run(inputs, context);
  } finally {
    for (let i = 0; i < ticks; i++) await Promise.resolve();
    for (let i = 0; i < turnsAfter; i++) await macrotask();
  }
}

/** `undefined` where a visit completes at once. */
function delayOf(key: string): Delay | undefined {
  const random = randomFrom(hashOf(key));
  const kind = random();
  const turns = () => Math.floor(random() * (MOST_TURNS / 2 + 1));
  if (kind < 0.35) return undefined;
  if (kind < 0.6) return { turnsBefore: 0, turnsAfter: 0, ticks: Math.floor(random() * 4) };
  return { turnsBefore: turns(), turnsAfter: turns(), ticks: 0 };
}

/** FNV-1a over the code units of a text, by Fowler, Noll and Vo. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}
