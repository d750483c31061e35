import { Logger, messageOf, type Plugin } from '@tenon/core';

const NAME = 'retries';

export interface RetryOptions {
  /** Node types to call again when they fail. */
  readonly types: readonly string[];
  /** Calls in all. */
  readonly attempts: number;
}

/** Calls nodes that fail once more, or several times, and tells which ones needed it. */
export const retries = ({ types, attempts }: RetryOptions): Plugin => ({
  manifest: { name: NAME, version: '1.0.0', after: ['validation'], before: ['audit'] },
  apply(hooks, services) {
    const log = services.get(Logger);

    hooks.node.tap(NAME, (wraps, { id, definition }) => {
      if (!types.includes(definition.type)) return;
      wraps.add('retry', (next) => async (inputs, context) => {
        for (let attempt = 1; ; attempt++) {
          try {
            return await next(inputs, context);
          } catch (error) {
            if (attempt === attempts || context.signal.aborted) throw error;
            log.warn(`"${id}" failed, attempt ${attempt} of ${attempts}: ${messageOf(error)}`);
          }
        }
      });
    });

    hooks.nodeSettled.tap(NAME, ({ node, status, attempts: needed }) => {
      if (needed > 1) log.warn(`"${node}" ${status} after ${needed} attempts`);
    });
  },
});
