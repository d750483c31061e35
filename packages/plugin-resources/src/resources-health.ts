import type { HealthPart } from '@tenon/core';
import type { Resources } from './resources-service.js';

/**
 * How the resources of a runtime stand, as a part of its health: what {@link Resources.stats} says, by name, and of failures
 * the code and the time alone. `degraded` while the last of one failed, and never `failing`: where others send a host no
 * work for it, nobody asks for the resource that would be made again. Nothing is checked for it.
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
      const isWell = all.every(({ failure }) => failure === undefined);
      return { status: isWell ? 'ok' : 'degraded', details };
    },
  });
}
