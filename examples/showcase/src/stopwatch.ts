import type { Plugin } from '@tenon/core';

const NAME = 'stopwatch';

/** What a stopwatch tells of one visit. */
export interface Lap {
  readonly node: string;
  readonly ms: number;
}

/** Tells how long each visit took, checks and attempts included. A plugin of the host's own. */
export const stopwatch = (tell: (lap: Lap) => void): Plugin => ({
  manifest: { name: NAME, version: '1.0.0', after: ['validation'], before: ['audit'] },
  apply(hooks) {
    hooks.node.tap(NAME, (wraps, { id }) => {
      wraps.add('observe', (next) => (inputs, context) => {
        const start = performance.now();
        const stop = () => tell({ node: id, ms: performance.now() - start });
        const outputs = next(inputs, context);
        if (outputs instanceof Promise) return outputs.finally(stop);
        stop();
        return outputs;
      });
    });
  },
});
