/** An order as it travels between nodes whose connections have contracts. */
export interface Order {
  readonly id: number;
  readonly customer: { readonly name: string; readonly email: string; readonly vip: boolean };
  readonly currency: string;
  readonly lines: readonly {
    readonly sku: string;
    readonly quantity: number;
    readonly price: number;
  }[];
}

/** The order that a source's input is. */
export const ORDER: Order = Object.freeze({
  id: 1042,
  customer: Object.freeze({ name: 'Ada Lovelace', email: 'ada@example.org', vip: true }),
  currency: 'EUR',
  lines: Object.freeze(
    Array.from({ length: 8 }, (_, i) =>
      Object.freeze({ sku: `sku-${String(i)}`, quantity: i + 1, price: 9.5 + i }),
    ),
  ),
});

/** What a contract asks of it. */
export const ORDER_SCHEMA = Object.freeze({
  type: 'object',
  required: ['id', 'customer', 'currency', 'lines'],
  properties: {
    id: { type: 'integer', minimum: 0 },
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

/** What a contract asks where numbers travel. */
export const NUMBER_SCHEMA = Object.freeze({ type: 'integer', minimum: 0 });
