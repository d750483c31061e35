import { defineNode, port, workflow } from '@tenon/core';

const read = defineNode({
  type: 'read',
  outputs: { amounts: port<readonly number[]>() },
  run: () => ({ amounts: [12, 30, 8] }),
});

const total = defineNode({
  type: 'total',
  inputs: { amounts: port<readonly number[]>(), most: port<number>() },
  outputs: { total: port<number>() },
  run: ({ amounts, most }) => {
    const sum = amounts.reduce((a, b) => a + b, 0);
    if (sum > most) throw new RangeError(`${String(sum)} is more than ${String(most)}`);
    return { total: sum };
  },
});

/** Adds orders up, and fails where they come to more than they may. */
export function orders(most: number) {
  const flow = workflow('orders');
  const rows = flow.add('rows', read);
  const sum = flow.add('sum', total, { most });
  flow.connect(rows.out.amounts, sum.in.amounts);
  return flow.build();
}
