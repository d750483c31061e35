import type { HealthPart } from '@tenon/core';
import type { Resources } from './resources-service.js';
import type { ResourceStats } from './stats.js';

/**
 * How the resources of a runtime stand, as a part of its health: what {@link Resources.stats} says, by name, and of failures
 * the code and the time alone. `degraded` while one could not be made, or is broken and nothing is left of it; and never
 * `failing`: where others send a host no work for it, nobody asks for the resource that would be made again. Nothing is
 * checked for it.
 */
export function resourcesHealth(resources: Resources): HealthPart {
  return Object.freeze<HealthPart>({
    name: 'resources',
    health() {
      const all = resources.stats();
      const details = Object.create(null) as Record<string, unknown>;
      for (const { name, failure, ...figures } of all) {
        details[name] =
          failure === undefined
            ? figures
            : { ...figures, failure: { code: failure.code, at: failure.at.toISOString() } };
      }
      return { status: all.every(isWell) ? 'ok' : 'degraded', details };
    },
  });
}

/** Of several, one that broke is gone, and the others do its work. */
function isWell({ failure, shared, size }: ResourceStats): boolean {
  return failure === undefined || (failure.code === 'RESOURCE_BROKEN' && !shared && size > 0);
}
