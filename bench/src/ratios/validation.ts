import { parseArgs } from 'node:util';
import { contractedChain } from './contracts.js';
import { type Effort, measure } from './measure.js';
import { verification } from './verification.js';

const NODES = 200;
const VERIFIED = 10_000;
/** Enough to see that everything runs; the figures mean nothing then. */
const QUICK: Effort = { warmUp: 5, rounds: 3, runsPerRound: 3 };
const FULL: Effort = { warmUp: 300, rounds: 15, runsPerRound: 100 };

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const measured = await measure(contractedChain(NODES), NODES, values.quick ? QUICK : FULL);
const [strict, alone, off, without, none] = measured.map(({ nanoseconds }) => nanoseconds);
if (strict === undefined || alone === undefined || off === undefined) throw new Error('Nothing.');
if (without === undefined || none === undefined) throw new Error('Nothing was measured.');

console.log(`chain of ${String(NODES)} nodes that hand an order on, Node ${process.versions.node}`);
for (const { name, nanoseconds } of measured) {
  console.log(`  ${name.padEnd(18)}${nanoseconds.toFixed(1).padStart(8)} ns a connection`);
}
const ratio = (a: number, b: number) => (a / b).toFixed(2);
console.log(`  strict, whole visit / ajv alone   ${ratio(strict, alone)} (at most 3)`);
console.log(`  strict, contract only / ajv alone ${ratio(strict - without, alone)}`);
console.log(`  off / no plugin                   ${ratio(off, none)}`);
console.log(`  no contracts / no plugin          ${ratio(without, none)}`);

const [small, large] = verification(VERIFIED, values.quick ? 1 : 5);
console.log(`verify of ${String(VERIFIED)} nodes with 100 faults, and of four times as many`);
console.log(`  ${small.toFixed(0)} ms and ${large.toFixed(0)} ms: ratio ${ratio(large, small)}`);
