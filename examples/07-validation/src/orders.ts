import { defineNode, port } from '@tenon/core';
import { z } from 'zod';

const Order = z.object({
  id: z.int(),
  email: z.string().optional(),
  total: z.number().nonnegative(),
  state: z.enum(['open', 'paid', 'sent']),
});

/** Reads an order from text. What it promises is checked when it answers. */
export const readOrder = defineNode({
  type: 'read-order',
  inputs: { text: port<string>() },
  outputs: { order: port(Order) },
  run: ({ text }) => ({ order: JSON.parse(text) as z.infer<typeof Order> }),
});

/** Tells the statistics department of an order. */
export const report = defineNode({
  type: 'report',
  inputs: { order: port(Order) },
  outputs: { line: port<string>() },
  run: ({ order }) => ({
    line: `order ${String(order.id)}, ${order.state}: ${order.total.toFixed(2)}`,
  }),
});

/** Rounds a number. It has no place behind an order. */
export const round = defineNode({
  type: 'round',
  inputs: {
    value: port({ type: 'number' }),
    digits: port({ type: 'integer', maximum: 9 }).default(2),
  },
  outputs: { value: port({ type: 'number' }) },
  run: ({ value, digits }) => ({ value: Number(value.toFixed(digits)) }),
});
