import type { Plugin, RegionController } from '@tenon/core';
import { tapping } from './plugins.js';

/** Makes a region of each declared loop over one node, with a controller of the test's own. */
export function controlled(begin: RegionController['begin']): Plugin {
  return tapping(
    'controlled',
    (hooks) => {
      hooks.plan.tap('controlled', (draft, { workflow }) => ({
        ...draft,
        regions: workflow.loops.map(({ id, back, maxIterations = 3 }) => ({
          id,
          body: [...new Set(back.map(({ from }) => from))],
          back,
          maxIterations,
          controller: { begin },
        })),
      }));
    },
    { provides: ['cycles'] },
  );
}
