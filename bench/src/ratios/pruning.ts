import { parseArgs } from 'node:util';
import { createRuntime, defineNode, port, type Workflow, workflow } from '@tenon/core';
import { branch, conditional } from '@tenon/plugin-conditional';
import { type Effort, measure } from './measure.js';

/** So many chains hang on a switch, nine tenths of them on the port that it does not take. */
const CHAINS = 1000;
const LENGTH = 100;
const PRUNED = 900;
const NODES = CHAINS * LENGTH;
const QUICK: Effort = { warmUp: 1, rounds: 3, runsPerRound: 1 };
const FULL: Effort = { warmUp: 5, rounds: 15, runsPerRound: 3 };

const io = { value: port<number>() };
const pass = defineNode({ type: 'pass', inputs: io, outputs: io, run: ({ value }) => ({ value }) });
const first = defineNode({ type: 'first', outputs: io, run: () => ({ value: 1 }) });

/** Chains of nodes that do nothing, each beginning at a port of one switch. */
function fan(portOf: (chain: number) => 'true' | 'false'): Workflow {
  const flow = workflow('fan');
  const source = flow.add('source', first);
  const fork = flow.add('fork', branch('value > 0', { inputs: io }));
  flow.connect(source.out.value, fork.in.value);
  for (let chain = 0; chain < CHAINS; chain++) {
    let last = fork.out[portOf(chain)];
    for (let at = 0; at < LENGTH; at++) {
      const node = flow.add(`n${String(chain)}-${String(at)}`, pass);
      flow.connect(last, node.in.value);
      last = node.out.value;
    }
  }
  return flow.build();
}

const runtime = createRuntime({ plugins: [conditional()] });

/** Runs a workflow to its end; answers how many nodes it has, so that runs can be compared. */
function contender(name: string, flow: Workflow) {
  return {
    name,
    run: async () => (await runtime.execute(flow)).outcomes.size,
  };
}

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const [all, most] = await measure(
  [
    contender(
      'all executed',
      fan(() => 'true'),
    ),
    contender(
      '90 % pruned',
      fan((chain) => (chain < PRUNED ? 'false' : 'true')),
    ),
  ],
  NODES,
  values.quick ? QUICK : FULL,
);
if (all === undefined || most === undefined) throw new Error('Nothing was measured.');

const share = PRUNED / CHAINS;
const pruned = (most.nanoseconds - (1 - share) * all.nanoseconds) / share;
console.log(`${String(NODES)} nodes behind one switch, Node ${process.versions.node}`);
for (const { name, nanoseconds } of [all, most, { name: 'a pruned node', nanoseconds: pruned }]) {
  console.log(`  ${name.padEnd(16)}${nanoseconds.toFixed(1).padStart(8)} ns a node`);
}
console.log(
  `  ratio ${(pruned / all.nanoseconds).toFixed(2)} of an executed node that does nothing`,
);
