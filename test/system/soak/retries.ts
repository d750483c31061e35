import { type Clock, messageOf, type Plugin } from '@tenon/core';

/** Calls nodes of one type again when they fail, so many times in all, and waits a little longer each time. */
export const retries = (type: string, attempts: number, clock: Clock): Plugin => ({
  manifest: { name: 'soak-retries', version: '1.0.0' },
  apply(hooks) {
    hooks.node.tap('soak-retries', (wraps, { definition }) => {
      if (definition.type !== type) return;
      wraps.add('retry', (next) => async (inputs, context) => {
        for (let attempt = 1; ; attempt++) {
          try {
            return await next(inputs, context);
          } catch (error) {
            const isOver = attempt === attempts || context.signal.aborted;
            if (isOver) throw new Error(`gave up: ${messageOf(error)}`, { cause: error });
            await new Promise<void>((resolve) => void clock.timer(attempt, resolve));
          }
        }
      });
    });
  },
});
