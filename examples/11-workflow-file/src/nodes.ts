import { defineNode, port } from '@tenon/core';

interface Line {
  readonly sku: string;
  readonly price: number;
}

const lines = port<readonly Line[]>();

/** The kinds of node that the workflow files of this example name. */
export const nodes = [
  defineNode({
    type: 'read-order',
    description: 'Reads an order by its number.',
    inputs: { id: port<number>().describe('The number of the order.') },
    outputs: { lines },
    run: () => ({
      lines: [
        { sku: 'oak', price: 30 },
        { sku: 'ash', price: 12 },
      ],
    }),
  }),
  defineNode({
    type: 'sum',
    inputs: { lines },
    outputs: { total: port<number>() },
    run: (inputs) => ({ total: inputs.lines.reduce((sum, { price }) => sum + price, 0) }),
  }),
  defineNode({
    type: 'add',
    inputs: { a: port<number>(), b: port<number>() },
    outputs: { value: port<number>() },
    run: ({ a, b }) => ({ value: a + b }),
  }),
];
