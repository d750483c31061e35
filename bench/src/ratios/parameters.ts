import { parseArgs } from 'node:util';
import type { Plugin } from '@tenon/core';
import { parameters } from '@tenon/plugin-parameters';
import { executeWith } from '../contenders/tenon.js';
import { workloadNamed } from '../workloads/workloads.js';
import { type Contender, type Effort, measure } from './measure.js';

const NODES = 1000;
/** Enough to see that everything runs and gives the same sums; the figures mean nothing then. */
const QUICK: Effort = { warmUp: 20, rounds: 3, runsPerRound: 10 };
const FULL: Effort = { warmUp: 2000, rounds: 15, runsPerRound: 200 };

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const [without, installed] = await measure(
  [chainWith('no plugin', []), chainWith('with parameters()', [parameters()])],
  NODES,
  values.quick ? QUICK : FULL,
);
if (without === undefined || installed === undefined) throw new Error('Nothing was measured.');

console.log(`chain of ${NODES} nodes that uses no parameters, Node ${process.versions.node}`);
for (const { name, nanoseconds } of [without, installed]) {
  console.log(`  ${name.padEnd(18)}${nanoseconds.toFixed(1).padStart(8)} ns a node`);
}
const ratio = installed.nanoseconds / without.nanoseconds;
console.log(`  ratio ${ratio.toFixed(2)} (checksums equal)`);

function chainWith(name: string, plugins: readonly Plugin[]): Contender {
  const execute = executeWith(plugins, workloadNamed('chain of 1,000'));
  return { name, run: async () => execute() };
}
