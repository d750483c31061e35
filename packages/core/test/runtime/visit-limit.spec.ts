import {
  createRuntime,
  defineNode,
  port,
  Routed,
  type RuntimeOptions,
  subWorkflow,
  type Workflow,
  workflow,
} from '@tenon/core';
import { expect } from 'chai';
import { gates, loops } from '../support/plugins.js';

const io = { n: port<number>() };

/** Nodes that count how many of them ran. */
function counting(isAsync: boolean) {
  const ran = { count: 0 };
  const node = defineNode({
    type: 'counting',
    inputs: io,
    outputs: io,
    run: ({ n }) => {
      ran.count++;
      return isAsync ? Promise.resolve({ n }) : { n };
    },
  });
  return { node, ran };
}

describe('the limit of node visits', () => {
  for (const isAsync of [false, true]) {
    const kind = isAsync ? 'asynchronous' : 'synchronous';

    it(`lets so many ${kind} nodes of a chain run and not one more`, async () => {
      for (const limit of [1, 3, 9]) {
        const { node, ran } = counting(isAsync);
        const flow = workflow('chain');
        let last = flow.add('0', node, { n: 0 });
        for (let i = 1; i < 10; i++) {
          const next = flow.add(String(i), node);
          flow.connect(last.out.n, next.in.n);
          last = next;
        }
        await expectStopped(flow.build(), limit);
        expect(ran.count).to.equal(limit);
      }
    });

    it(`lets so many ${kind} nodes side by side run and not one more`, async () => {
      const { node, ran } = counting(isAsync);
      const flow = workflow('side by side');
      for (let i = 0; i < 10; i++) flow.add(String(i), node, { n: i });
      await expectStopped(flow.build(), 3);
      expect(ran.count).to.equal(3);
    });

    it(`is reached by one ${kind} node more, not by the last one allowed`, async () => {
      const { node } = counting(isAsync);
      const flow = workflow('just enough');
      for (let i = 0; i < 10; i++) flow.add(String(i), node, { n: i });
      const { status } = await createRuntime({ limits: { nodeVisits: 10 } }).execute(flow.build());
      expect(status).to.equal('completed');
    });
  }

  for (const plugins of [[gates()], []]) {
    it(`holds ${plugins.length > 0 ? 'behind a switch' : 'in a loop'} that waits for nothing`, async () => {
      const { node, ran } = counting(false);
      const flow = workflow('limited');
      const first = flow.add('0', node, { n: 0 });
      let last = first;
      for (let i = 1; i < 10; i++) {
        const next = flow.add(String(i), node);
        flow.connect(last.out.n, next.in.n);
        last = next;
      }
      if (plugins.length > 0) {
        const outputs = { a: port().optional() };
        const routes = { ports: ['a'], multiple: false };
        const run = () => new Routed({}, []);
        flow.add('switch', defineNode({ type: 'switch', outputs, routes, run }));
      } else flow.loop('again', { back: [[last.out.n, first.in.n]], maxIterations: 3 });
      await expectStopped(flow.build(), 5, { plugins: [...plugins, loops()] });
      expect(ran.count).to.equal(5);
    });
  }

  it('holds inside a sub-workflow that waits for nothing', async () => {
    const { node, ran } = counting(false);
    const inner = workflow('inner');
    for (let i = 0; i < 10; i++) inner.add(String(i), node, { n: i });
    const flow = workflow('outer');
    flow.add('sub', subWorkflow(inner.build()));
    flow.add('9', node, { n: 9 });
    await expectStopped(flow.build(), 5);
    expect(ran.count).to.equal(4);
  });
});

async function expectStopped(
  flow: Workflow,
  nodeVisits: number,
  options: RuntimeOptions = {},
): Promise<void> {
  const runtime = createRuntime({ ...options, limits: { nodeVisits } });
  const { status, error, outcomes } = await runtime.start(flow).result;
  expect([status, error?.code]).to.deep.equal(['failed', 'LIMIT_REACHED']);
  expect(outcomes.get('9')?.reason).to.equal('notStarted');
}
