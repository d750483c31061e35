import { port } from '@tenon/core';
import { BranchHooks, branch, conditional, switchOn } from '@tenon/plugin-conditional';
import { pass, value } from '@tenon/testing';
import type { Part } from './part.js';

/** Switches, and what hangs on the ports that they take. */
export const conditionalPart: Part = {
  capability: 'conditional',
  packageName: '@tenon/plugin-conditional',
  plugins: (note) => [
    conditional(),
    {
      manifest: { name: 'notes of conditional', version: '1.0.0', requires: ['conditional'] },
      apply(_hooks, services) {
        const { admissible, routed, summary } = services.get(BranchHooks.id);
        const name = 'notes of conditional';
        admissible.tap(name, ({ taken }) => note?.(`8 conditional: may take ${taken.join()}`));
        routed.tap(name, ({ taken }) => note?.(`8 conditional: takes ${taken.join()}`));
        summary.tap(name, ({ pruned }) => note?.(`8 conditional: pruned ${String(pruned)}`));
      },
    },
  ],
  use(flow) {
    const given = flow.add('given', value(5));
    const big = flow.add('big', branch('value > 3', { inputs: { value: port<number>() } }));
    const yes = flow.add('yes', pass);
    const no = flow.add('no', pass);
    flow.connect(given.out.value, big.in.value);
    flow.connect(big.out.true, yes.in.value);
    flow.connect(big.out.false, no.in.value);
  },
  results: {
    given: { value: 5 },
    big: { true: 5, matched: true },
    yes: { value: 5 },
    no: null,
  },
  flaw: {
    code: 'SWITCH_OPEN',
    add: (flow) => void flow.add('open', switchOn({ one: 'value == 1' }), { value: 1 }),
  },
};
