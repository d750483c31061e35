import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bodyOf, inputsOf, lackOf, sumOf, together, versionOf } from '../../dist/peers/kit.js';

// It keeps a key and settings in the home folder otherwise.
process.env.N8N_USER_FOLDER = join(tmpdir(), 'tenon-bench');
mkdirSync(process.env.N8N_USER_FOLDER, { recursive: true });
const require = createRequire(import.meta.url);
const { ExecutionLifecycleHooks, WorkflowExecute } = require('n8n-core');
const { createRunExecutionData, Workflow } = require('n8n-workflow');

const START = 'start';

/**
 * The workflow is made once, and each run gets an executor of its own, as in n8n. A node has an input for each parent; a
 * node before all others starts the sources.
 */
export default {
  name: 'n8n',
  version: versionOf('n8n-core'),
  note: 'n8n-core alone: no database, no hooks; some of what it depends on asks for Node 24, and was run on what the report states',
  prepare(workload) {
    const lack = lackOf(workload, { runsAtOnce: true, loops: 'unwritten', switches: 'unwritten' });
    if (lack !== undefined) return { unable: lack };
    const { nodes, concurrentRuns } = workload;
    const flow = flowOf(nodes);
    const startNode = flow.getNode(START);
    const once = async () => {
      const data = {
        executionId: 'run',
        restApiUrl: '',
        hooks: hooksOf(flow),
        currentNodeExecutionIndex: 0,
      };
      const executor = new WorkflowExecute(data, 'cli', createRunExecutionData());
      const result = await executor.run({ workflow: flow, startNode });
      const { runData, error } = result.data.resultData;
      if (error !== undefined) throw error;
      return sumOf(nodes.map((_, index) => runData[`n${index}`][0].data.main[0][0].json.value));
    };
    return together(once, concurrentRuns);
  },
};

function hooksOf({ id, name }) {
  const data = { id, name, nodes: [], connections: {}, active: false, isArchived: false };
  return new ExecutionLifecycleHooks('cli', 'run', data);
}

function flowOf(nodes) {
  const types = new Map([[START, startType()]]);
  const connections = { [START]: { main: [[]] } };
  for (const [index, node] of nodes.entries()) {
    types.set(`body-${index}`, bodyType(node));
    connections[`n${index}`] ??= { main: [[]] };
    const parents = node.parents.length === 0 ? [START] : node.parents.map((at) => `n${at}`);
    for (const [input, parent] of parents.entries()) {
      connections[parent].main[0].push({ node: `n${index}`, type: 'main', index: input });
    }
  }
  const placed = (name, type) => ({
    id: name,
    name,
    type,
    typeVersion: 1,
    position: [0, 0],
    parameters: {},
  });
  return new Workflow({
    id: 'bench',
    name: 'bench',
    nodes: [placed(START, START), ...nodes.map((_, index) => placed(`n${index}`, `body-${index}`))],
    connections,
    active: false,
    nodeTypes: {
      getByName: (type) => types.get(type),
      getByNameAndVersion: (type) => types.get(type),
      getKnownTypes: () => ({}),
    },
    settings: { executionOrder: 'v1' },
  });
}

function descriptionOf(name, inputs) {
  return {
    displayName: name,
    name,
    group: ['transform'],
    version: 1,
    description: name,
    defaults: {},
    inputs,
    outputs: ['main'],
    properties: [],
  };
}

function startType() {
  return {
    description: descriptionOf(START, []),
    async execute() {
      return [[{ json: { value: 0 } }]];
    },
  };
}

function bodyType(node) {
  const body = bodyOf(node);
  const inputs = node.parents.length === 0 ? ['main'] : node.parents.map(() => 'main');
  return {
    description: { ...descriptionOf('body', inputs), requiredInputs: inputs.map((_, at) => at) },
    async execute() {
      const values = inputs.map((_, at) => this.getInputData(at)[0].json.value);
      const { value } = await body(inputsOf(node, values));
      return [[{ json: { value } }]];
    },
  };
}
