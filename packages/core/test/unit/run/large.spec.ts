import { expect } from 'chai';
import type { Plan } from '#core/plan/plan.js';
import { FrameOutcomes } from '#core/run/result/outcome.js';
import { Machine } from '#core/run/scheduler/machine.js';
import { Status } from '#core/run/scheduler/state.js';
import { workflow } from '#core/workflow/builder.js';
import { defineNode, type Node } from '#core/workflow/node.js';
import { port } from '#core/workflow/port.js';
import { Routed } from '#core/workflow/routed.js';
import type { Workflow } from '#core/workflow/workflow.js';
import { type BareRun, bareRun, planOf } from '../../support/harness.js';

const MANY = 100_000;
const OUT = { port: 'out' };

type Way = 'sync' | 'async';

/** Bodies that count how often they are entered, and how many of them wait at once. */
class Counter {
  entered = 0;
  waiting = 0;
  most = 0;

  /** A node that adds one to the sum of what reaches it. */
  node(way: Way): Node {
    const answer = (inputs: Readonly<Record<string, unknown>>) => {
      this.entered++;
      const { in: given } = inputs as { in: readonly number[] };
      return { out: given.reduce((a, b) => a + b, 1) };
    };
    const wait = async (inputs: Readonly<Record<string, unknown>>) => {
      this.most = Math.max(this.most, ++this.waiting);
      await Promise.resolve();
      this.waiting--;
      return answer(inputs);
    };
    return defineNode({
      type: 'count',
      inputs: { in: port().many().optional() },
      outputs: { out: port() },
      run: way === 'sync' ? answer : wait,
    }) as Node;
  }
}

/** A node whose one exclusive port is never taken. */
function closed(way: Way): Node {
  const answer = () => new Routed({}, []);
  return defineNode({
    type: 'closed',
    outputs: { out: port().optional() },
    routes: { ports: ['out'], multiple: false },
    run: way === 'sync' ? answer : () => Promise.resolve(answer()),
  }) as Node;
}

function failing(way: Way): Node {
  const error = new Error('no');
  return defineNode({
    type: 'failing',
    outputs: { out: port() },
    run: () => {
      if (way === 'sync') throw error;
      const later: Promise<never> = Promise.reject(error);
      return later;
    },
  }) as Node;
}

/** A workflow with another node in its first place. */
function beginningWith(node: Node, flow: Workflow): Workflow {
  const [first, ...rest] = flow.nodes;
  return { ...flow, nodes: [{ ...first, node } as Workflow['nodes'][number], ...rest] };
}

function chain(node: Node, length: number): Workflow {
  const flow = workflow('chain');
  for (let at = 0; at < length; at++) flow.add(`n${String(at)}`, node);
  for (let at = 1; at < length; at++) {
    flow.wire({ from: `n${String(at - 1)}`, output: OUT, to: `n${String(at)}`, input: 'in' });
  }
  return flow.build();
}

function fan(node: Node, width: number): Workflow {
  const flow = workflow('fan');
  flow.add('source', node);
  for (let at = 0; at < width; at++) {
    const id = `n${String(at)}`;
    flow.add(id, node);
    flow.wire({ from: 'source', output: OUT, to: id, input: 'in' });
  }
  flow.add('all', node);
  for (let at = 0; at < width; at++) {
    flow.wire({ from: `n${String(at)}`, output: OUT, to: 'all', input: 'in' });
  }
  return flow.build();
}

function layer(node: Node, size: number): Workflow {
  const flow = workflow('layer');
  for (let at = 0; at < size; at++) flow.add(`a${String(at)}`, node);
  for (let at = 0; at < size; at++) flow.add(`b${String(at)}`, node);
  for (let to = 0; to < size; to++) {
    for (let from = 0; from < size; from++) {
      flow.wire({ from: `a${String(from)}`, output: OUT, to: `b${String(to)}`, input: 'in' });
    }
  }
  return flow.build();
}

async function run(plan: Plan, concurrency = 10): Promise<BareRun> {
  const bare = bareRun(plan, { concurrency });
  await bare.executor.run();
  return bare;
}

function outputOf({ frame }: BareRun, id: string): unknown {
  return new FrameOutcomes(frame).get(id)?.outputs?.['out'];
}

describe('Large plans', function () {
  this.timeout(20_000);

  for (const way of ['sync', 'async'] as const) {
    describe(`of ${way}hronous nodes`, () => {
      it('run a chain of 100,000 steps, each once', async () => {
        const counter = new Counter();
        const bare = await run(planOf(chain(counter.node(way), MANY)));
        expect(counter.entered).to.equal(MANY);
        expect(outputOf(bare, `n${String(MANY - 1)}`)).to.equal(MANY);
      });

      it('run 100,000 steps between one and one, within the concurrency', async () => {
        const counter = new Counter();
        const bare = await run(planOf(fan(counter.node(way), MANY)));
        expect(counter.entered).to.equal(MANY + 2);
        expect(outputOf(bare, 'all')).to.equal(2 * MANY + 1);
        expect(counter.most).to.equal(way === 'sync' ? 0 : 10);
      });

      it('skip 100,000 steps behind a switch without entering one', async () => {
        const counter = new Counter();
        const flow = beginningWith(closed(way), chain(counter.node(way), MANY));
        const gates = [{ node: 'n0', ports: ['out'], multiple: false }];
        const bare = await run(planOf(flow, { gates }));
        expect(counter.entered).to.equal(0);
        const { status } = bare.frame.state;
        expect(status.filter((unit) => unit === Status.dead)).to.have.lengthOf(MANY - 1);
      });

      it('stop before 100,000 steps that wait for a failure', async () => {
        const counter = new Counter();
        const flow = beginningWith(failing(way), chain(counter.node(way), MANY));
        const bare = await run(planOf(flow));
        const { status } = bare.frame.state;
        expect(counter.entered).to.equal(0);
        expect(status.filter((unit) => unit === Status.upstreamFailed)).to.have.lengthOf(MANY - 1);
      });

      it('run a complete layer of 1,000 by 1,000', async () => {
        const counter = new Counter();
        const bare = await run(planOf(layer(counter.node(way), 1000)));
        expect(counter.entered).to.equal(2000);
        expect(outputOf(bare, 'b999')).to.equal(1001);
      });
    });
  }

  it('nest loops a thousand deep', async () => {
    const depth = 1000;
    const counter = new Counter();
    const flow = chain(counter.node('sync'), depth + 1);
    const ids = flow.nodes.map(({ id }) => id);
    const regions = Array.from({ length: depth }, (_, at) => ({
      id: `loop${String(at)}`,
      body: ids.slice(at),
      back: [
        {
          from: ids.at(-1) ?? '',
          output: 'out',
          path: [],
          to: ids[at] ?? '',
          input: 'in',
          contract: undefined,
        },
      ],
      maxIterations: 1,
      controller: { begin: () => ({ decide: () => ({ reason: 'maxIterations' }) as const }) },
    }));
    await run(planOf(flow, { regions }));
    expect(counter.entered).to.equal(depth + 1);
  });

  it('iterate a loop 100,000 times, each time asking once', async () => {
    const counter = new Counter();
    const flow = chain(counter.node('sync'), 1);
    let asked = 0;
    const back = {
      from: 'n0',
      output: 'out',
      path: [],
      to: 'n0',
      input: 'in',
      contract: undefined,
    };
    const decide = () => (++asked < MANY ? 'again' : ({ reason: 'maxIterations' } as const));
    const controller = { begin: () => ({ decide }) };
    const region = { id: 'loop', body: ['n0'], back: [back], maxIterations: MANY, controller };
    const bare = await run(planOf(flow, { regions: [region] }));
    expect([counter.entered, asked]).to.deep.equal([MANY, MANY]);
    expect(outputOf(bare, 'n0')).to.equal(MANY);
  });

  it('ask the machine for each visit once, and tell of each step once', () => {
    const plan = planOf(fan(new Counter().node('sync'), MANY));
    const { frame } = bareRun(plan);
    let settled = 0;
    const machine = new Machine(
      plan,
      frame.state,
      {
        settled: () => void settled++,
        cancelled: () => undefined,
        turned: () => undefined,
        entered: () => undefined,
        ended: () => undefined,
      },
      'continue',
    );
    let visits = 0;
    machine.begin();
    for (let step = machine.takeReady(); step >= 0; step = machine.takeReady()) {
      visits++;
      machine.complete(step, 0, Status.completed);
    }
    expect([visits, settled, machine.isDone]).to.deep.equal([MANY + 2, MANY + 2, true]);
  });
});
