import type { Plugin } from '@tenon/core';
import { CycleHooks } from '@tenon/plugin-cycles';

const NAME = 'chart';

/** Draws the quality of each iteration as a bar. Looks on, and leaves it to the loop when it is over. */
export const chart: Plugin = {
  manifest: { name: NAME, version: '1.0.0', requires: ['cycles'] },
  apply(_hooks, services) {
    services.get(CycleHooks.id).iteration.tap(NAME, ({ iteration, outputsOf }) => {
      const quality = Number(outputsOf('checked')?.['quality']);
      console.log(`  ${String(iteration)} ${'#'.repeat(quality * 20)} ${String(quality)}`);
      return undefined;
    });
  },
};
