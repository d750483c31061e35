import {
  defineNode,
  port,
  type RunResult,
  subWorkflow,
  type Workflow,
  workflow,
} from '@tenon/core';
import { forEach, standardNodes } from '@tenon/nodes-standard';
import { observability } from '@tenon/plugin-observability';
import { resilience } from '@tenon/plugin-resilience';
import { defineResource, defineResourceNode, resource, resources } from '@tenon/plugin-resources';
import { runQueue } from '@tenon/service';
import {
  aRuntime,
  expectNoSecretIn,
  exploreSchedules,
  forEveryFault,
  type Recording,
  record,
  replay,
  type Tape,
  VirtualClock,
} from '@tenon/testing';
import { expect } from 'chai';
import {
  hasParts,
  optionsFor,
  PARTS,
  pluginsOf,
  resultsFor,
  workflowFor,
} from './support/parts.js';

const io = { value: port<number>() };

/** `forEach` states a schema for its items, which only a plugin can check. */
const CHECKS_SCHEMAS = hasParts('validation');

const counter = defineResource({
  name: 'counter',
  max: 1,
  create: async () => ({ plus: (value: number) => value + 1 }),
});

/** Waits for its one resource, and answers later. */
const counted = defineResourceNode({
  type: 'counted',
  resources: { counter: resource<{ plus: (value: number) => number }>('counter') },
  inputs: io,
  outputs: io,
  run: async ({ value }, { resources: { counter: one } }) => {
    await Promise.resolve();
    return { value: one.plus(value) };
  },
});

const down = defineNode({
  type: 'down',
  inputs: io,
  outputs: io,
  run: async (): Promise<{ value: number }> => {
    throw new Error('down');
  },
});

const total = defineNode({
  type: 'total',
  inputs: { values: port<readonly number[]>() },
  outputs: io,
  run: ({ values }) => ({ value: values.reduce((sum, value) => sum + value, 0) }),
});

/** What is done with one number: a node fails, is called again, and another one stands in. */
function inner(): Workflow {
  const flow = workflow('inner', { inputs: io, outputs: io });
  const first = flow.add('first', counted);
  const second = flow.add(
    'second',
    down,
    {},
    {
      plugins: {
        resilience: {
          retry: { attempts: 3, delayMs: 50, jitter: 'none' },
          fallback: { outputs: { value: 100 } },
        },
      },
    },
  );
  flow.input('value').to(first.in.value);
  flow.connect(first.out.value, second.in.value);
  flow.output('value', second.out.value);
  return flow.build();
}

/** Everything that there is, side by side and inside one another: loops, switches, templates, secrets, levels. */
function everything(): Workflow {
  const flow = workflow('everything');
  flow.add('level', subWorkflow(workflowFor(PARTS)));
  for (const part of PARTS) part.use(flow);
  const left = flow.add('left', counted, { value: 1 });
  const right = flow.add('right', subWorkflow(inner()), { value: 2 });
  if (CHECKS_SCHEMAS) {
    const each = flow.add('each', forEach(inner(), { item: 'value', output: 'value' }), {
      items: [1, 2, 3],
    });
    const sum = flow.add('sum', total);
    flow.connect(each.out.results, sum.input('values'));
  }
  flow.connect(left.out.value, flow.add('after', counted).in.value);
  flow.connect(right.output('value'), flow.add('last', counted).input('value'));
  return flow.build();
}

const plugins = () => [
  ...pluginsOf(PARTS),
  standardNodes(),
  resilience({ timeoutMs: 10_000 }),
  observability(),
  resources({ define: [counter] }),
  runQueue(),
];

const RESULTS = {
  ...resultsFor(PARTS),
  left: { value: 2 },
  right: { value: 100 },
  ...(CHECKS_SCHEMAS && { sum: { value: 300 } }),
  after: { value: 3 },
  last: { value: 101 },
};

/** What a run is given: the parameters of the workflow, and the same ones inside it. */
const given = () => {
  const { parameters } = optionsFor(PARTS);
  return parameters === undefined ? {} : { parameters: { ...parameters, level: parameters } };
};

function expectComplete({ status, results, error }: RunResult): void {
  expect(status, error?.message).to.equal('completed');
  const { level: _, each: __, ...rest } = results;
  expect(rest).to.deep.equal(RESULTS);
}

describe('the testing kit, with all plugins installed', () => {
  it('finds that a run does not depend on the order in which nodes are done', async () => {
    const flow = everything();
    const { orders } = await exploreSchedules(
      async ({ plugin, until }) => {
        const { runtime } = aRuntime({ plugins: [...plugins(), plugin] });
        const result = await until(runtime.start(flow, given()).result);
        expectComplete(result);
        return result;
      },
      { schedules: 15 },
    );
    expect(orders).to.be.greaterThan(10);
  });

  it('repeats a run from its recording, without its secrets, calling nobody or everybody', async () => {
    const flow = everything();
    const test = async ({ plugin }: Tape) => {
      const { runtime } = aRuntime({ plugins: [...plugins(), plugin] });
      const result = await runtime.start(flow, given()).result;
      expectComplete(result);
      return result;
    };
    const { recording, answer } = await record(test);
    const text = JSON.stringify(recording);
    expectNoSecretIn(text, 'open sesame');
    const again = await replay(JSON.parse(text) as Recording, test);
    expect(again.runId).to.equal(answer.runId);
    await replay(recording, test, { call: 'all' });
  });

  it('leads every fault of a step to a result, and leaves no timer behind', async () => {
    const flow = everything();
    const struck = await forEveryFault(
      async ({ plugin, signal }) => {
        const clock = new VirtualClock();
        const { runtime } = aRuntime({ clock, plugins: [...plugins(), plugin] });
        const run = runtime.start(flow, { ...given(), signal, timeoutMs: 60_000 });
        const { status } = await clock.until(run.result);
        expect(status).to.be.oneOf(['completed', 'failed', 'aborted']);
        await clock.until(runtime.dispose());
        expect(clock.pendingTimers).to.equal(0);
      },
      { kinds: ['fail', 'hang', 'abort'], on: ['step'] },
    );
    expect(new Set(struck.map(({ path }) => path?.join('/')))).to.include.members([
      'left',
      'right/first',
    ]);
  });
});
