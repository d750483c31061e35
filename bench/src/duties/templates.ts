/** What each node is configured with, and what fills it in. */
export const TEMPLATES = {
  path: 'orders/${order.id}.json',
  title: 'Order of ${order.customer} in ${currency}',
} as const;

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
