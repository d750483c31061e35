import { startHost } from './host.js';
import { orders } from './orders.js';

// A host listens for as long as it runs, on port 9464, say. This one asks itself, and ends.
const { runtime, address, close } = await startHost(0);
await runtime.start(orders(100)).result;
await runtime.start(orders(40)).result;

const health = await fetch(`${address}/health`);
const { status, runs, parts, failures } = (await health.json()) as {
  readonly status: string;
  readonly runs: object;
  readonly parts: object;
  readonly failures: readonly { readonly code: string; readonly message: string }[];
};
console.log(`/health ${String(health.status)} ${status}`);
console.log(`  runs ${JSON.stringify(runs)}`);
console.log(`  parts ${JSON.stringify(parts)}`);
for (const { code, message } of failures) console.log(`  ${code}: ${message}`);

const metrics = await fetch(`${address}/metrics`);
console.log(`/metrics ${String(metrics.status)}`);
for (const line of (await metrics.text()).split('\n')) {
  if (/^tenon\w+_(?:count|active)\{/.test(line)) console.log(`  ${line}`);
}
await close();
