/** What a node is configured with, by its index: one text of its own, and one that all nodes share. */
export function templatesOf(index: number): { readonly path: string; readonly title: string } {
  return {
    path: `orders/\${order.id}/n${String(index)}.json`,
    title: 'Order of ${order.customer} in ${currency}',
  };
}

/** The parameters of each run: `rate` goes to the input of that name of every node. */
export const PARAMETERS = {
  rate: 3,
  order: { id: 1042, customer: 'Ada Lovelace' },
  currency: 'EUR',
} as const;

export const SECRET = { name: 'MAIL_KEY', text: 'mk-81f2c9-open-sesame' } as const;

/** What a node makes of what it was given beside its input: something that shows whether all of it arrived. */
export function weightOf(path: string, title: string, rate: number, secret: string): number {
  return path.length + title.length + rate + secret.length;
}
