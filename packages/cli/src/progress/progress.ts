import type { LoopDetails, NodeOutcome, RunEvent } from '@tenon/core';
import type { OutlineEntry } from './outline.js';

export type EntryStatus = 'waiting' | 'running' | NodeOutcome['status'];

/** How an entry of the outline stands. */
export interface EntryState {
  status: EntryStatus;
  /** When its last visit began, by the clock of who shows it. */
  since: number;
  durationMs: number | undefined;
  attempts: number;
  /** Of a loop. */
  iteration: number;
  reason: string | undefined;
  /** The number that the loop's condition goes by, and how it develops: `refine.change 1.2e-5, settling`. */
  convergence: string | undefined;
}

/** Nodes by how they stand. */
export type Counts = Readonly<Record<EntryStatus, number>>;

/** Where a run stands, as its events tell. */
export class Progress {
  readonly entries: readonly OutlineEntry[];
  readonly states: readonly EntryState[];
  readonly startedAt: number;
  readonly #now: () => number;
  readonly #nodes = new Map<string, number>();
  readonly #loops = new Map<string, number>();

  constructor(entries: readonly OutlineEntry[], now: () => number) {
    this.entries = entries;
    this.#now = now;
    this.startedAt = now();
    this.states = entries.map(() => ({
      status: 'waiting',
      since: 0,
      durationMs: undefined,
      attempts: 1,
      iteration: 0,
      reason: undefined,
      convergence: undefined,
    }));
    for (const [i, { kind, key }] of entries.entries()) {
      (kind === 'loop' ? this.#loops : this.#nodes).set(key, i);
    }
  }

  apply(event: RunEvent): void {
    switch (event.type) {
      case 'nodeStarted':
        this.#begin(this.#nodes.get(event.node));
        break;
      case 'nodeSettled':
        this.#settle(this.#nodes.get(event.node), event.outcome);
        break;
      case 'loopIterated': {
        const state = this.#loop(event.loop);
        if (state === undefined) break;
        state.status = 'running';
        state.iteration = event.iteration;
        state.convergence = convergenceOf(event.details) ?? state.convergence;
        break;
      }
      case 'loopEnded': {
        const state = this.#loop(event.loop);
        if (state === undefined) break;
        const { reason } = event;
        state.status = reason === 'failed' || reason === 'aborted' ? reason : 'completed';
        state.iteration = event.iterations;
        state.reason = reason;
        break;
      }
      default:
    }
  }

  /** Nodes that are no workflows of their own, by how they stand. */
  get counts(): Counts {
    const counts = { waiting: 0, running: 0, completed: 0, skipped: 0, failed: 0, aborted: 0 };
    for (const [i, { kind }] of this.entries.entries()) {
      if (kind === 'node') counts[this.states[i]?.status ?? 'waiting']++;
    }
    return counts;
  }

  #loop(key: string): EntryState | undefined {
    return this.states[this.#loops.get(key) ?? -1];
  }

  #begin(index: number | undefined): void {
    const now = this.#now();
    for (let i = index ?? -1; i >= 0; i = this.entries[i]?.parent ?? -1) {
      const state = this.states[i];
      if (state === undefined || (i !== index && state.status === 'running')) break;
      state.status = 'running';
      state.since = now;
    }
  }

  #settle(index: number | undefined, { status, durationMs, attempts }: NodeOutcome): void {
    const state = this.states[index ?? -1];
    if (state === undefined) return;
    state.status = status;
    state.durationMs = durationMs;
    state.attempts = attempts;
    this.#settleLoopAround(index ?? -1, status);
  }

  /** A loop that is never entered tells of no end: it stands as its nodes do when the last of them is settled. */
  #settleLoopAround(index: number, status: NodeOutcome['status']): void {
    const parent = this.entries[index]?.parent ?? -1;
    const loop = this.entries[parent];
    const state = this.states[parent];
    if (loop?.kind !== 'loop' || state?.status !== 'waiting' || loop.end !== index + 1) return;
    state.status = status;
  }
}

/** The first number that a loop's condition goes by. */
export function convergenceOf(details: LoopDetails | undefined): string | undefined {
  const watched = Object.entries(Object(details?.['watched']) as Readonly<Record<string, unknown>>);
  for (const [name, number] of watched) {
    const { last, trend } = Object(number) as { readonly last?: unknown; readonly trend?: unknown };
    if (typeof last !== 'number') continue;
    return `${name} ${shortNumber(last)}${typeof trend === 'string' && trend !== 'moving' ? `, ${trend}` : ''}`;
  }
  return undefined;
}

function shortNumber(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e6
    ? String(value)
    : String(Number(value.toPrecision(3)));
}
