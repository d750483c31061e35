import {
  type Clock,
  type HealthPart,
  type HealthReport,
  type Run,
  RunKey,
  type RunOutcome,
} from '@tenon/core';
import { shownError } from '../tracing/shown-error.js';
import { askPart, worstOf } from './ask-part.js';
import type { Health, HealthSnapshot, RecentFailure, RunCounts } from './health.js';
import { LoopDelay } from './loop-delay.js';

const STATE = new RunKey<'queued' | 'running'>('observability.health');

/** What a {@link RuntimeHealth} is made with. */
export interface HealthSettings {
  readonly recentFailures: number;
  readonly partTimeoutMs: number;
  readonly eventLoopDelay: boolean;
}

/** The health of one runtime: counts its runs, keeps the last failures, and asks the parts. */
export class RuntimeHealth implements Health {
  readonly #clock: Clock;
  readonly #settings: HealthSettings;
  readonly #startedAt: number;
  readonly #delay: LoopDelay | undefined;
  readonly #parts = new Set<HealthPart>();
  readonly #counts: { -readonly [K in keyof RunCounts]: RunCounts[K] };
  /** The last first. */
  #failures: readonly RecentFailure[] = [];

  constructor(clock: Clock, settings: HealthSettings) {
    this.#clock = clock;
    this.#settings = settings;
    this.#startedAt = clock.now();
    this.#delay = settings.eventLoopDelay ? new LoopDelay(clock) : undefined;
    const none = { queued: 0, running: 0, completed: 0, failed: 0, aborted: 0, refused: 0 };
    this.#counts = none;
  }

  add(part: HealthPart): () => void {
    // A part that is added twice is asked until both have taken it out.
    const own: HealthPart = { name: part.name, health: () => part.health() };
    this.#parts.add(own);
    return () => void this.#parts.delete(own);
  }

  async snapshot(): Promise<HealthSnapshot> {
    const parts = [...this.#parts];
    const { partTimeoutMs } = this.#settings;
    const reports = await Promise.all(
      parts.map((part) => askPart(part, this.#clock, partTimeoutMs)),
    );
    return Object.freeze({
      status: worstOf(reports),
      at: this.#clock.date().toISOString(),
      uptimeMs: this.#clock.now() - this.#startedAt,
      runs: Object.freeze({ ...this.#counts }),
      eventLoopDelay: this.#delay?.read(),
      parts: byName(parts, reports),
      failures: this.#failures,
    });
  }

  /** A run was asked for. */
  queued(run: Run): void {
    run.set(STATE, 'queued');
    this.#counts.queued++;
  }

  /** Its nodes begin. */
  running(run: Run): void {
    run.set(STATE, 'running');
    this.#counts.queued--;
    this.#counts.running++;
  }

  /** It is over. One that was stopped at once was never asked for. */
  settled({ runId, workflow, status, error }: RunOutcome, run: Run): void {
    const state = run.get(STATE);
    if (state !== undefined) this.#counts[state]--;
    this.#counts[status]++;
    if (status === 'completed') return;
    const shown = error && shownError(error, run.mask);
    const failure = {
      at: this.#clock.date().toISOString(),
      runId,
      workflow,
      status,
      code: shown?.type,
      message: shown?.message,
      node: error?.where.node,
    };
    const masked = Object.freeze(run.mask?.value(failure) ?? failure);
    this.#failures = [masked, ...this.#failures].slice(0, this.#settings.recentFailures);
  }

  stop(): void {
    this.#delay?.stop();
  }
}

/** Two parts of one name both show. */
function byName(
  parts: readonly HealthPart[],
  reports: readonly HealthReport[],
): Readonly<Record<string, HealthReport>> {
  const named = Object.create(null) as Record<string, HealthReport>;
  const numbers = new Map<string, number>();
  for (const [i, report] of reports.entries()) {
    const name = parts[i]?.name ?? '';
    let number = numbers.get(name) ?? 1;
    let key = name;
    while (key in named) key = `${name} (${String(++number)})`;
    numbers.set(name, number);
    named[key] = report;
  }
  return Object.freeze(named);
}
