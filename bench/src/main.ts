/** `npm run bench -- …`: measures workloads and prints tables. `--only TEXT` chooses by name, `--quick` shows that all runs. */
import { parseArgs } from 'node:util';
import { modulesFor, peerModules } from './contenders/modules.js';
import { type Effort, measure } from './process/measure.js';
import type { Measurement } from './report/measurement.js';
import { table } from './report/table.js';
import { workloads } from './workloads/workloads.js';

const FULL: Effort = { warmUpMs: 300, rounds: 9, roundMs: 100, timeoutMs: 20_000 };
const QUICK: Effort = { warmUpMs: 5, rounds: 1, roundMs: 5, timeoutMs: 60_000 };

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
  },
});

const peers = values.peers ? peerModules() : [];
const measurements: Measurement[] = [];
for (const workload of workloads().filter(({ name }) => name.includes(values.only))) {
  const modules = modulesFor(workload, peers);
  const measurement = await measure(workload, modules, values.quick ? QUICK : FULL);
  measurements.push(measurement);
  console.log(`${table(measurement)}\n`);
}
