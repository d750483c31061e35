import { createRuntime, defineNode, port, type Workflow, workflow } from '@tenon/core';
import { validation } from '@tenon/plugin-validation';

const FAULTS = 100;

const step = defineNode({
  type: 'step',
  inputs: { value: port({ type: 'integer', minimum: 0 }) },
  outputs: { value: port({ type: 'integer' }) },
  run: ({ value }) => ({ value }),
});

/** A chain of so many nodes, with contracts and with a hundred faults, evenly spread. */
function faulty(nodes: number): Workflow {
  const flow = workflow('faulty');
  const every = nodes / FAULTS;
  for (let i = 0; i < nodes; i++) {
    const isFaulty = i % every === every / 2;
    flow.add(`n${String(i)}`, step, i === 0 ? { value: 0 } : isFaulty ? { value: -1 } : {});
    if (i === 0) continue;
    flow.wire({
      from: `n${String(i - 1)}`,
      output: 'value',
      to: `n${String(i)}`,
      input: 'value',
      contract: { target: { type: 'number', maximum: i % 7 } },
    });
  }
  return flow.build();
}

/** Milliseconds for verifying a workflow for the first time: the median of some runtimes. */
function timeOf(flow: Workflow, rounds: number): number {
  const times = Array.from({ length: rounds }, () => {
    const runtime = createRuntime({ plugins: [validation()] });
    const startedAt = performance.now();
    const found = runtime.verify(flow).filter(({ severity }) => severity === 'error').length;
    const took = performance.now() - startedAt;
    if (found !== FAULTS) throw new Error(`${String(found)} of ${String(FAULTS)} faults found.`);
    return took;
  }).sort((a, b) => a - b);
  return times[times.length >> 1] ?? Number.NaN;
}

/** How long verification takes for `nodes` nodes with a hundred faults, and for four times as many. */
export function verification(nodes: number, rounds: number): readonly [number, number] {
  const flows = [faulty(nodes), faulty(4 * nodes)] as const;
  for (const flow of flows) timeOf(flow, 1); // warm
  return [timeOf(flows[0], rounds), timeOf(flows[1], rounds)];
}
