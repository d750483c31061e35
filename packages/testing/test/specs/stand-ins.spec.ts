import { workflow } from '@tenon/core';
import { add, gates, loops, pluginSpec } from '@tenon/testing';

pluginSpec(gates());

pluginSpec(loops(), {
  workflow: (n) => {
    const flow = workflow('counting');
    const count = flow.add('count', add, { a: n, b: 1 });
    flow.loop('thrice', { back: [[count.out.value, count.in.a]], maxIterations: 3 });
    return flow.build();
  },
});
