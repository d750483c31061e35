import {
  createRuntime,
  defineNode,
  formatDescription,
  type Plugin,
  port,
  workflow,
} from '@tenon/core';
import { RateHooks, RateLimiter, rateLimiter } from './index.js';

const send = defineNode({
  type: 'send',
  inputs: { to: port<string>() },
  outputs: { sent: port<string>() },
  run: async ({ to }) => ({ sent: to }),
});
const flow = workflow('newsletter');
for (const to of ['ada', 'bob', 'cyd']) flow.add(`to-${to}`, send, { to });

/** Counts by tenant, and tells who has to wait. */
const perTenant: Plugin = {
  manifest: { name: 'per-tenant', version: '1.0.0', requires: ['rate-limiter'] },
  apply(_hooks, services) {
    const taps = services.get(RateHooks.id);
    taps.key.tap('per-tenant', (key, { options }) => `${key} of ${options.tenant ?? 'all'}`);
    taps.delayed.tap('per-tenant', (key, ms) => console.log(`"${key}" waits ${ms} ms`));
  },
};

// A host may count elsewhere, in a database that several processes share say. This one lets each key pass twice at once.
const turns = new Map<string, number>();
const runtime = createRuntime({
  plugins: [rateLimiter({ types: ['send'], perSecond: 2 }), perTenant],
  configure: ({ bind }) => {
    bind(RateLimiter).toConstantValue({
      take: (key) => {
        const turn = (turns.get(key) ?? 0) + 1;
        turns.set(key, turn);
        return turn % 3 === 0 ? 20 : 0;
      },
    });
  },
});
for (const tenant of ['acme', 'ajax']) {
  const { results } = await runtime.execute(flow.build(), { tenant });
  console.log(`${tenant}: ${Object.keys(results).length} sent`);
}
console.log(`\n${formatDescription(runtime.describe())}`);
