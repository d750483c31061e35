import { createRequire } from 'node:module';
import type { Ajv } from 'ajv';
import { NUMBER_SCHEMA, ORDER, ORDER_SCHEMA, type Order } from '../duties/order.js';
import type { Given } from '../workloads/bodies.js';
import { bodyOf } from '../workloads/body-of.js';
import type { Duty } from './duties.js';
import type { Work } from './work.js';

const require = createRequire(import.meta.url);

/** Checks the number on each connection by ajv, with the options that the plugin gives it. */
export function checked(): Duty {
  const validate = validatorOf(NUMBER_SCHEMA);
  return {
    wrap: (work, { parents: [parent] }) => {
      if (parent === undefined) return work;
      return (inputs: Given, scope) => {
        if (!validate(inputs.value)) throw new Error('The contract does not hold.');
        return work(inputs as never, scope);
      };
    },
  };
}

/** Hands orders on instead of numbers, and checks each. The orders of a run are its scope; a node's value is its order's id. */
export function checkedOrders(size: number): Duty {
  const validate = validatorOf(ORDER_SCHEMA);
  return {
    begin: () => new Array<Order>(size).fill(ORDER),
    wrap: (_work, node, index): Work => {
      const { parents } = node;
      const [parent = -1] = parents;
      const body = bodyOf(node);
      return (_inputs, scope) => {
        const orders = scope as Order[];
        const order = parent < 0 ? ORDER : (orders[parent] as Order);
        if (parent >= 0 && !validate(order)) throw new Error('The contract does not hold.');
        const { value: id } = body({ value: order.id }) as Given;
        orders[index] = { ...order, id };
        return { value: id };
      };
    },
  };
}

function validatorOf(schema: object): (value: unknown) => boolean {
  const { default: Made } = require('ajv/dist/2020.js') as { readonly default: typeof Ajv };
  return new Made({ ownProperties: true }).compile(schema) as (value: unknown) => boolean;
}
