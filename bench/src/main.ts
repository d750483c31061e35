/** `npm run bench -- …`: measures workloads and prints tables. `--only TEXT` chooses by name, `--quick` shows that all runs. */
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Effort, type Measurement, measure } from './process/measure.js';
import { table } from './report/table.js';
import { workloads } from './workloads/workloads.js';

const FULL: Effort = { warmUpMs: 500, rounds: 9, roundMs: 200, timeoutMs: 120_000 };
const QUICK: Effort = { warmUpMs: 20, rounds: 3, roundMs: 10, timeoutMs: 60_000 };

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
  },
});

const chosen = workloads().filter(({ name }) => name.includes(values.only ?? ''));
const modules = [...contendersIn('./contenders/'), ...(values.peers ? peers() : [])];
const measurements: Measurement[] = [];
for (const workload of chosen) {
  const measurement = await measure(workload, modules, values.quick ? QUICK : FULL);
  measurements.push(measurement);
  console.log(`${table(measurement)}\n`);
}

function contendersIn(folder: string): string[] {
  const url = new URL(folder, import.meta.url);
  return ['plain-loop', 'awaiting-loop', 'tenon'].map((name) =>
    fileURLToPath(new URL(`${name}.js`, url)),
  );
}

function peers(): string[] {
  const folder = new URL('../peers/', import.meta.url);
  if (!existsSync(new URL('node_modules', folder))) {
    throw new Error('The peers are not installed: npm run bench:peers');
  }
  return readdirSync(folder)
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => fileURLToPath(new URL(name, folder)));
}
