/**
 * `npm run bench -- …`: measures workloads and prints tables. `--only TEXT` chooses by name, `--peers` measures the peers as
 * well, `--report` writes the report, `--rounds N` measures longer, and `--quick` only shows that everything runs.
 */
import { parseArgs } from 'node:util';
import { modulesFor, peerModules, peersFolder } from './contenders/modules.js';
import { probes } from './probes/probes.js';
import { type Effort, measure } from './process/measure.js';
import { machine } from './report/machine.js';
import type { Measurement } from './report/measurement.js';
import { table } from './report/table.js';
import { write } from './report/write.js';
import { workloadNamed, workloadNames } from './workloads/workloads.js';

const FULL: Effort = {
  warmUpMs: 500,
  warmUps: 3,
  rounds: 7,
  roundMs: 100,
  peerTimeoutMs: 10_000,
  timeoutMs: 60_000,
};
const QUICK: Effort = { ...FULL, warmUpMs: 5, warmUps: 1, rounds: 1, roundMs: 5 };
const REPORT = new URL('../report/', import.meta.url);

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
    rounds: { type: 'string', default: String(FULL.rounds) },
  },
});

const effort = values.quick ? QUICK : { ...FULL, rounds: Number(values.rounds) };
const peers = values.peers ? peerModules() : [];
const drawing = values.report ? peersFolder() : undefined;
const measurements: Measurement[] = [];
for (const name of workloadNames().filter((each) => each.includes(values.only))) {
  const workload = workloadNamed(name);
  const measurement = await measure(workload, modulesFor(workload, peers), effort);
  measurements.push(measurement);
  console.log(`${table(measurement)}\n`);
}
if (drawing !== undefined) {
  const data = {
    date: new Date().toISOString().slice(0, 10),
    command: `npm run bench -- ${process.argv.slice(2).map(quoted).join(' ')}`,
    machine: machine(),
    rounds: effort.rounds,
    roundMs: effort.roundMs,
    measurements,
    probes: await probes(effort.rounds),
  };
  write(data, REPORT, drawing);
}

function quoted(argument: string): string {
  return argument.includes(' ') ? JSON.stringify(argument) : argument;
}
