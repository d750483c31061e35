import { Clock, Logger, type Plugin } from '@tenon/core';

const NAME = '{{plugin}}';
/** The version in `package.json`; a test compares them. */
export const VERSION = '0.1.0';

export interface {{Factory}}Options {
  /** Milliseconds that a node may take before a line tells of it. Default 1,000. */
  readonly limitMs?: number;
}

/** Tells of nodes that took long. Change it into what your plugin is to do. */
export function {{factory}}({ limitMs = 1000 }: {{Factory}}Options = {}): Plugin {
  return Object.freeze<Plugin>({
    manifest: { name: NAME, version: VERSION, after: ['validation'], before: ['execution'] },

    apply(hooks, services) {
      const clock = services.get(Clock);
      const log = services.get(Logger);

      hooks.node.tap(NAME, (wraps, { id }) => {
        wraps.add('observe', (next) => async (inputs, context) => {
          const startedAt = clock.now();
          try {
            return await next(inputs, context);
          } finally {
            const ms = clock.now() - startedAt;
            if (ms > limitMs) log.warn(`"${id}" took ${ms.toFixed(0)} ms`);
          }
        });
      });
    },
  });
}
