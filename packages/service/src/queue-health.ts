import type { HealthPart } from '@tenon/core';
import type { RunQueue } from './run-queue.js';

/**
 * How the queue of a runtime stands, as a part of its health: `failing` while it lets no run in, since its service has not
 * been started or is draining; `degraded` while it is full and turns runs away. Tenants are counted, and not named.
 */
export function queueHealth(queue: RunQueue): HealthPart {
  return Object.freeze<HealthPart>({
    name: 'run-queue',
    health() {
      const { tenants: _, otherTenants: tenants, ...figures } = queue.stats(0);
      const { running, queued, concurrentRuns, queuedRuns } = figures;
      const { closedBecause } = queue;
      // Without places to wait at all, it is full when nobody else may run.
      const isFull = queued >= queuedRuns && (queued > 0 || running >= concurrentRuns);
      const closed = closedBecause === undefined ? {} : { closedBecause };
      return {
        status: closedBecause !== undefined ? 'failing' : isFull ? 'degraded' : 'ok',
        details: { ...closed, ...figures, tenants },
      };
    },
  });
}
