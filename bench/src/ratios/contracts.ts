import { createRequire } from 'node:module';
import {
  type Contract,
  createRuntime,
  defineNode,
  type NodeHandle,
  type Plugin,
  port,
  workflow,
} from '@tenon/core';
import { validation } from '@tenon/plugin-validation';
import type { Ajv } from 'ajv';
import type { Contender } from './measure.js';
import { ORDER, ORDER_SCHEMA } from './order.js';

const require = createRequire(import.meta.url);

const start = defineNode({
  type: 'start',
  outputs: { order: port<typeof ORDER>() },
  run: () => ({ order: ORDER }),
});
const hand = defineNode({
  type: 'hand',
  inputs: { order: port<typeof ORDER>() },
  outputs: { order: port<typeof ORDER>() },
  run: ({ order }) => ({ order: order as typeof ORDER }),
});

/** A chain that hands an order on, over connections with a contract or without one. */
function chainOf(size: number, contract: Contract | undefined) {
  const flow = workflow('orders');
  let last: NodeHandle = flow.add('n0', start) as NodeHandle;
  for (let i = 1; i <= size; i++) {
    const next = flow.add(`n${String(i)}`, hand);
    flow.wire({
      from: last.id,
      output: 'order',
      to: next.id,
      input: 'order',
      ...(contract !== undefined && { contract }),
    });
    last = next;
  }
  return flow.build();
}

function chain(
  name: string,
  size: number,
  plugins: readonly Plugin[],
  contract?: Contract,
): Contender {
  const runtime = createRuntime({ plugins });
  const flow = chainOf(size, contract);
  return {
    name,
    async run() {
      const { status } = await runtime.execute(flow);
      return status === 'completed' ? size : Number.NaN;
    },
  };
}

/** The same validator, as the plugin configures it, called so many times in a loop. */
function direct(size: number): Contender {
  const { default: Made } = require('ajv/dist/2020.js') as { readonly default: typeof Ajv };
  const validate = new Made({ ownProperties: true }).compile(ORDER_SCHEMA);
  return {
    name: 'ajv alone',
    run() {
      let valid = 0;
      for (let i = 0; i < size; i++) if (validate(ORDER)) valid++;
      return Promise.resolve(valid);
    },
  };
}

/**
 * What a contract on each of `size` connections costs: a chain with contracts in strict mode, the same without, the same
 * where checks are off, one on a runtime that has no plugin, and the validator alone.
 */
export function contractedChain(size: number): readonly Contender[] {
  const contract: Contract = { name: 'order', target: ORDER_SCHEMA };
  return [
    chain('contracts, strict', size, [validation({ mode: 'strict' })], contract),
    direct(size),
    chain('contracts, off', size, [validation({ mode: 'off' })], contract),
    chain('no contracts', size, [validation({ mode: 'strict' })]),
    chain('no plugin', size, []),
  ];
}
