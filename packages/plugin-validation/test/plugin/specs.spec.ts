import { defineNode, port, workflow } from '@tenon/core';
import { validation } from '@tenon/plugin-validation';
import { nodeSpec, pluginSpec } from '@tenon/testing';
import { z } from 'zod';

const round = defineNode({
  type: 'round',
  inputs: { value: port({ type: 'number' }), digits: port(z.int().min(0).max(10)).default(2) },
  outputs: { value: port({ type: 'number' }) },
  run: ({ value, digits }) => ({ value: Number(value.toFixed(digits)) }),
});

const rounding = (n: number) => {
  const flow = workflow('rounding');
  const first = flow.add('first', round, { value: n + 0.123 });
  const second = flow.add('second', round, { digits: 1 });
  flow.connect(first.out.value, second.in.value, {
    contract: { source: { type: 'number' }, target: z.number().min(0) },
  });
  return flow.build();
};

for (const mode of ['strict', 'warn', 'off'] as const) {
  describe(`in the mode "${mode}"`, () => {
    pluginSpec(validation({ mode }), { workflow: rounding });
  });
}

nodeSpec(round, { plugins: [validation({ mode: 'strict' })] });
