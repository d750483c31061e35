import { createStep, createWorkflow } from '@mastra/core/workflows';
import { z } from 'zod';
import {
  bodyOf,
  inputsOf,
  lackOf,
  layersOf,
  sumOf,
  together,
  versionOf,
} from '../../dist/peers/kit.js';

const VALUE = z.object({ value: z.number() });

/**
 * A workflow, committed once, of steps in sequence and layers of them in parallel. It has no edges: what a step takes from
 * which other steps, its function reads from their results.
 */
export default {
  name: 'Mastra',
  version: versionOf('@mastra/core'),
  note: 'steps in sequence, layers in parallel; no storage; asks for Node 22.13, and was run on what the report states',
  prepare(workload) {
    const lack = lackOf(workload, { runsAtOnce: true, loops: 'unwritten', switches: 'unwritten' });
    if (lack !== undefined) return { unable: lack };
    const { nodes, concurrentRuns } = workload;
    const flow = flowOf(workload);
    const once = async () => {
      const run = await flow.createRun();
      const result = await run.start({ inputData: { value: 0 } });
      if (result.status !== 'success') throw new Error(`The run ended as ${result.status}.`);
      return sumOf(nodes.map((_, index) => result.steps[`n${index}`].output.value));
    };
    return together(once, concurrentRuns);
  },
};

function flowOf({ nodes }) {
  let flow = createWorkflow({ id: 'bench', inputSchema: VALUE, outputSchema: z.any() });
  for (const layer of layersOf(nodes)) {
    const steps = layer.map((index) => stepOf(nodes[index], index));
    flow = steps.length === 1 ? flow.then(steps[0]) : flow.parallel(steps);
  }
  return flow.commit();
}

function stepOf(node, index) {
  const body = bodyOf(node);
  const parents = node.parents.map((parent) => `n${parent}`);
  return createStep({
    id: `n${index}`,
    inputSchema: z.any(),
    outputSchema: VALUE,
    execute: async (run) => {
      const values = parents.map((parent) => run.getStepResult(parent).value);
      return body(inputsOf(node, values));
    },
  });
}
