import { defineNode, port } from '@tenon/core';
import { route } from '@tenon/plugin-conditional';

/** An order as it comes in. */
export interface Order {
  readonly total: number;
  readonly country: string;
}

const io = { order: port<Order>() };

/** Where an order is taken from. */
export const receive = defineNode({
  type: 'receive',
  inputs: io,
  outputs: io,
  run: ({ order }) => ({ order }),
});

/** Takes a share off the total. */
export const discount = defineNode({
  type: 'discount',
  inputs: { order: port<Order>(), share: port<number>() },
  outputs: { total: port<number>() },
  run: ({ order, share }) => ({ total: Math.round(order.total * (1 - share)) }),
});

/** A switch of one's own: two ports, of which it takes one, and a third that is always live. */
export const clear = defineNode({
  type: 'clear',
  inputs: io,
  outputs: { home: port<Order>(), abroad: port<Order>(), country: port<string>() },
  routes: { ports: ['home', 'abroad'], multiple: false },
  run: ({ order }) =>
    order.country === 'NO'
      ? route('home', { home: order, country: order.country })
      : route('abroad', { abroad: order, country: order.country }, 'it goes beyond the border'),
});
