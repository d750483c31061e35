/** An order as it travels between the nodes of the benchmarks about checks. */
export const ORDER = Object.freeze({
  id: 1042,
  customer: Object.freeze({ name: 'Ada Lovelace', email: 'ada@example.org', vip: true }),
  currency: 'EUR',
  lines: Object.freeze(
    Array.from({ length: 8 }, (_, i) =>
      Object.freeze({ sku: `sku-${String(i)}`, quantity: i + 1, price: 9.5 + i }),
    ),
  ),
});

/** What is asked of it. */
export const ORDER_SCHEMA = Object.freeze({
  type: 'object',
  required: ['id', 'customer', 'currency', 'lines'],
  properties: {
    id: { type: 'integer', minimum: 1 },
    customer: {
      type: 'object',
      required: ['name', 'email'],
      properties: { name: { type: 'string' }, email: { type: 'string' }, vip: { type: 'boolean' } },
    },
    currency: { enum: ['EUR', 'USD', 'GBP'] },
    lines: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['sku', 'quantity', 'price'],
        properties: {
          sku: { type: 'string' },
          quantity: { type: 'integer', minimum: 1 },
          price: { type: 'number', minimum: 0 },
        },
      },
    },
  },
});
