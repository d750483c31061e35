import { type LoopCondition, workflow } from '@tenon/core';
import { cycles } from '@tenon/plugin-cycles';
import { add, pluginSpec } from '@tenon/testing';

/** Counts on from a number, until it has counted to three above it. */
const counting = (n: number, until: LoopCondition) => {
  const flow = workflow('counting');
  const count = flow.add('count', add, { a: n, b: 1 });
  flow.loop('on', {
    back: [[count.out.value, count.in.a]],
    until,
    maxIterations: 5,
    onLimit: 'accept',
  });
  return flow.build();
};

describe('with a condition as text', () => {
  pluginSpec(cycles(), { workflow: (n) => counting(n, `count.value >= ${String(n + 3)}`) });
});

describe('with a condition that takes a turn', () => {
  pluginSpec(cycles({ progressMs: 0 }), {
    workflow: (n) => counting(n, async ({ iteration }) => iteration === 3),
  });
});
