import type { RunStatus } from '@tenon/core';
import type { TenantCount } from './places.js';
import type { RejectionCode } from './rejections.js';

/** How a queue stands, as data. */
export interface QueueStats {
  /** Runs that have a place. */
  readonly running: number;
  /** Runs that wait for one. */
  readonly queued: number;
  /** Runs that are not yet on record as ended: those two, and what is just being turned away or is just ending. */
  readonly open: number;
  /** The limits. */
  readonly concurrentRuns: number;
  readonly queuedRuns: number;
  /** How many runs ended how, since the start. What was turned away is `refused`, as is what was not let begin. */
  readonly ended: Readonly<Record<RunStatus, number>>;
  /** How many were turned away by the queue, by code. */
  readonly rejected: Readonly<Record<RejectionCode, number>>;
  /** The tenants with most runs, the busiest first, and only so many. */
  readonly tenants: readonly TenantCount[];
  /** Tenants that have runs and are not listed. */
  readonly otherTenants: number;
}

/** How many tenants are listed where nothing is said: a page of them, whatever their number. */
export const LISTED_TENANTS = 20;

/** The tenants with most runs, the busiest first. */
export function busiest(counts: Iterable<TenantCount>, most: number) {
  const all = [...counts].sort((a, b) => b.running + b.queued - (a.running + a.queued));
  return { tenants: all.slice(0, most), otherTenants: Math.max(0, all.length - most) };
}

/** What a queue counts for as long as it lives. */
export class Counters {
  readonly ended: Record<RunStatus, number> = { completed: 0, failed: 0, aborted: 0, refused: 0 };
  readonly rejected: Record<RejectionCode, number> = {
    QUEUE_FULL: 0,
    TENANT_QUEUE_FULL: 0,
    QUEUE_EXPIRED: 0,
    SERVICE_NOT_STARTED: 0,
    SERVICE_DRAINING: 0,
  };
}
