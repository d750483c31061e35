import { type HealthPart, type HealthReport, type HealthStatus, serviceId } from '@tenon/core';

/** How many runs a runtime has had, by how they stand; dry runs are none. */
export interface RunCounts {
  /** Asked for, and none of their nodes may begin yet: they wait for a place, or are being prepared. */
  readonly queued: number;
  readonly running: number;
  readonly completed: number;
  readonly failed: number;
  readonly aborted: number;
  readonly refused: number;
}

/** By how much the event loop was late, in milliseconds. */
export interface EventLoopDelay {
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Over how long it was measured. */
  readonly overMs: number;
}

/** A run that did not complete, without its secrets. */
export interface RecentFailure {
  /** When it ended, as ISO 8601. */
  readonly at: string;
  readonly runId: string;
  readonly workflow: string;
  readonly status: 'failed' | 'aborted' | 'refused';
  readonly code: string | undefined;
  readonly message: string | undefined;
  /** The node that failed, where it was one. */
  readonly node: string | undefined;
}

/** How a runtime stands, as data. */
export interface HealthSnapshot {
  /** The worst of what the parts say; `ok` where there are none. */
  readonly status: HealthStatus;
  /** When it was taken, as ISO 8601. */
  readonly at: string;
  readonly uptimeMs: number;
  readonly runs: RunCounts;
  /** Where the option `eventLoopDelay` is on. */
  readonly eventLoopDelay: EventLoopDelay | undefined;
  /** What each part says, by its name. */
  readonly parts: Readonly<Record<string, HealthReport>>;
  /** The runs that did not complete, the last first. */
  readonly failures: readonly RecentFailure[];
}

/**
 * Tells how a runtime stands. The host asks for it: `runtime.services.get(Health)`.
 *
 * @example
 * const { status, runs } = await runtime.services.get(Health).snapshot();
 */
export interface Health {
  /** How it stands now. Asks every part, all at once; never rejects. */
  snapshot(): Promise<HealthSnapshot>;
  /**
   * Asks a part as well that was made after the runtime: a service around it, say. What stands beforehand is bound as a
   * `HealthPart`. Answers what takes it out again.
   */
  add(part: HealthPart): () => void;
}
export const Health = serviceId<Health>('tenon.Health', { methods: ['snapshot', 'add'] });
