import { createRuntime, type Plugin } from '@tenon/core';
import { BranchHooks, conditional, summaryOf } from '@tenon/plugin-conditional';
import { pricing } from './pricing.js';

/** Prints every choice. */
const telling: Plugin = {
  manifest: { name: 'telling', version: '1.0.0', requires: ['conditional'] },
  apply(_hooks, services) {
    services.get(BranchHooks.id).routed.tap('telling', ({ path, taken }) => {
      console.log(`  ${path.join('/')} → ${taken.join(', ')}`);
    });
  },
};

const runtime = createRuntime({ plugins: [conditional({ mode: 'skip-branches' }), telling] });
for (const order of [
  { total: 1500, country: 'NO' },
  { total: 150, country: 'NO' },
  { total: 15, country: 'NO' },
  { total: 1500, country: 'SE' },
]) {
  console.log(`${String(order.total)} from ${order.country}`);
  const result = await runtime.execute(pricing(order));
  for (const id of ['silver', 'price']) {
    for (let why = result.why(id); why !== undefined; why = why.because)
      console.log(`  ${why.text}`);
  }
  const { visits, pruned } = summaryOf(result.outcomes);
  console.log(`  price: ${JSON.stringify(result.results['price']?.['value'] ?? null)}`);
  console.log(`  choices: ${String(visits)}, pruned: ${String(pruned)}`);
}
