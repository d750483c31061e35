import { parseArgs } from 'node:util';
import { parameters } from '@tenon/plugin-parameters';
import { chain } from './chain.js';
import { type Effort, measure } from './measure.js';

const NODES = 1000;
/** Enough to see that everything runs and gives the same sums; the figures mean nothing then. */
const QUICK: Effort = { warmUp: 20, rounds: 3, runsPerRound: 10 };
const FULL: Effort = { warmUp: 2000, rounds: 15, runsPerRound: 200 };

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const contenders = [
  { ...chain(NODES).tenon, name: 'no plugin' },
  { ...chain(NODES, [parameters()]).tenon, name: 'with parameters()' },
];
const [without, installed] = await measure(contenders, NODES, values.quick ? QUICK : FULL);
if (without === undefined || installed === undefined) throw new Error('Nothing was measured.');

console.log(
  `chain of ${String(NODES)} nodes that uses no parameters, Node ${process.versions.node}`,
);
for (const { name, nanoseconds } of [without, installed]) {
  console.log(`  ${name.padEnd(18)}${nanoseconds.toFixed(1).padStart(8)} ns a node`);
}
console.log(
  `  ratio ${(installed.nanoseconds / without.nanoseconds).toFixed(2)} (checksums equal)`,
);
