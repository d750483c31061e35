import { CycleHooks, cycles } from '@tenon/plugin-cycles';
import { add, pass, value } from '@tenon/testing';
import type { Part } from './part.js';

/** Loops. */
export const cyclesPart: Part = {
  capability: 'cycles',
  packageName: '@tenon/plugin-cycles',
  plugins: (note) => [
    cycles(),
    {
      manifest: { name: 'notes of cycles', version: '1.0.0', requires: ['cycles'] },
      apply(_hooks, services) {
        const { iteration, finished } = services.get(CycleHooks.id);
        iteration.tap('notes of cycles', ({ iteration: count }) => {
          note?.(`7 cycles: iteration ${String(count)}`);
          return undefined;
        });
        finished.tap('notes of cycles', ({ reason }) => note?.(`7 cycles: ended, ${reason}`));
      },
    },
  ],
  use(flow) {
    const count = flow.add('count', add, { a: 0, b: 1 });
    flow.loop('rounds', { back: [[count.out.value, count.in.a]], until: 'count.value >= 2' });
  },
  results: { count: { value: 2 } },
  flaw: {
    code: 'BACK_EDGE_WITHOUT_CYCLE',
    add(flow) {
      const first = flow.add('first', value(1));
      const last = flow.add('last', pass);
      flow.loop('no loop', { back: [[first.out.value, last.in.value]] });
    },
  },
};
