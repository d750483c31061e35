import { parseArgs } from 'node:util';
import { chain } from './chain.js';
import { type Effort, measure } from './measure.js';

const NODES = 1000;
/** Enough to see that everything runs and gives the same sums; the figures mean nothing then. */
const QUICK: Effort = { warmUp: 20, rounds: 3, runsPerRound: 10 };
const FULL: Effort = { warmUp: 2000, rounds: 15, runsPerRound: 200 };

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const { tenon, awaiting } = chain(NODES);
const [ours, theirs] = await measure([tenon, awaiting], NODES, values.quick ? QUICK : FULL);
if (ours === undefined || theirs === undefined) throw new Error('Nothing was measured.');

console.log(`chain of ${String(NODES)} synchronous nodes, Node ${process.versions.node}`);
for (const { name, nanoseconds } of [ours, theirs]) {
  console.log(`  ${name.padEnd(16)}${nanoseconds.toFixed(1).padStart(8)} ns a node`);
}
console.log(`  ratio ${(ours.nanoseconds / theirs.nanoseconds).toFixed(2)} (checksums equal)`);
