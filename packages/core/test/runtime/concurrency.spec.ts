import { defineNode, port, subWorkflow, type Workflow, workflow } from '@tenon/core';
import { aRuntime, aWorkflow, only, spied, VirtualClock, value } from '@tenon/testing';
import { expect } from 'chai';
import { tapping } from '../support/plugins.js';
import { busy, turns } from '../support/waiting.js';

/** A node that counts how many of its kind are waited for at once. */
function counting() {
  const seen = { now: 0, most: 0, visits: 0 };
  const { node } = spied(async ({ value: given }) => {
    seen.visits++;
    seen.now++;
    seen.most = Math.max(seen.most, seen.now);
    await turns(2);
    seen.now--;
    return { value: given };
  });
  return { node, seen };
}

/** A runtime whose time stands still, so that it never has to yield. */
function steady() {
  return aRuntime({ clock: new VirtualClock() }).runtime;
}

function parallel(node: ReturnType<typeof counting>['node'], count: number): Workflow {
  const flow = aWorkflow('parallel');
  for (let i = 0; i < count; i++) flow.node(`n${String(i)}`, node);
  return flow.build();
}

describe('concurrency', () => {
  it('lets so many nodes be waited for at once, and no more: 10 where nothing is said', async () => {
    const cases: readonly [number | undefined, number][] = [
      [undefined, 10],
      [1, 1],
      [3, 3],
      [Infinity, 50],
    ];
    for (const [concurrency, most] of cases) {
      const { node, seen } = counting();
      const options = concurrency === undefined ? {} : { concurrency };
      await steady().execute(parallel(node, 50), options);
      expect(seen, String(concurrency)).to.deep.equal({ now: 0, most, visits: 50 });
    }
  });

  it('holds across sub-workflows, which take no place themselves: one place is enough at any depth', async () => {
    for (const concurrency of [1, 2, 4]) {
      const { node, seen } = counting();
      let inner = parallel(node, 4);
      for (let depth = 0; depth < 5; depth++) {
        inner = aWorkflow(`depth ${String(depth)}`)
          .node('left', subWorkflow(inner))
          .node('right', subWorkflow(inner))
          .node('own', node)
          .build();
      }
      const { status } = await steady().execute(inner, { concurrency });
      expect(status).to.equal('completed');
      expect(seen).to.deep.equal({ now: 0, most: concurrency, visits: 159 });
    }
  });

  it('holds where a node follows a sub-workflow, and all places are taken when that comes back', async () => {
    const seen = { now: 0, most: 0 };
    const taking = (count: number) =>
      defineNode({
        type: `taking-${String(count)}`,
        inputs: { value: port().optional() },
        outputs: { value: port<number>() },
        run: async () => {
          seen.most = Math.max(seen.most, ++seen.now);
          await turns(count);
          seen.now--;
          return { value: count };
        },
      });
    const inner = workflow('inner', { outputs: { value: port<number>() } });
    inner.output('value', inner.add('one', taking(2)).out.value);
    const chain = workflow('chain');
    const sub = chain.add('sub', subWorkflow(inner.build()));
    chain.connect(sub.out.value, chain.add('behind', taking(4)).in.value);
    const beside = workflow('beside');
    beside.add('own', taking(6));
    const flow = workflow('outer');
    flow.add('left', subWorkflow(chain.build()));
    flow.add('right', subWorkflow(beside.build()));
    await steady().execute(flow.build(), { concurrency: 1 });
    expect(seen).to.deep.equal({ now: 0, most: 1 });
  });

  it('holds also where sub-workflows yield to the event loop before their nodes wait', async () => {
    const { node, seen } = counting();
    const work = spied(() => {
      busy(4);
      return {};
    }).node;
    const inner = aWorkflow('inner');
    for (let i = 0; i < 6; i++) inner.node(`work${String(i)}`, work);
    inner.node('waits', node);
    const flow = aWorkflow();
    for (let i = 0; i < 4; i++) flow.node(`sub${String(i)}`, subWorkflow(inner.build()));
    await aRuntime().runtime.execute(flow.build(), { concurrency: 1 });
    expect(seen).to.deep.equal({ now: 0, most: 1, visits: 4 });
  });

  it('starts nodes in plan order, as soon as their own inputs are there', async () => {
    const order: string[] = [];
    const slow = spied(async (_inputs, { nodeId }) => {
      order.push(nodeId);
      await turns(nodeId === 'slow' ? 6 : 1);
      return { value: 1 };
    }).node;
    const flow = aWorkflow()
      .node('slow', slow)
      .node('a', slow)
      .node('after slow', slow)
      .node('after a', slow)
      .edge('slow', 'after slow.value')
      .edge('a', 'after a.value')
      .build();
    await steady().execute(flow);
    expect(order).to.deep.equal(['slow', 'a', 'after a', 'after slow']);
  });

  it('gives the same results whatever finishes first', async () => {
    const later = defineNode({
      type: 'later',
      inputs: { value: port<string>().many().optional() },
      outputs: { value: port<string>() },
      run: async ({ value: given }, { nodeId }) => {
        await turns(Math.floor(Math.random() * 4));
        return { value: `${nodeId}(${given.join(',')})` };
      },
    });
    const flow = workflow('random');
    const nodes = Array.from({ length: 20 }, (_, i) => flow.add(`n${String(i)}`, later));
    for (let i = 1; i < 20; i++) {
      for (let j = Math.max(0, i - 3); j < i; j++) {
        const [from, to] = [nodes[j], nodes[i]];
        if (from !== undefined && to !== undefined) flow.connect(from.out.value, to.in.value);
      }
    }
    const built = flow.build();
    const { runtime } = aRuntime();
    const first = await runtime.execute(built, { concurrency: 1 });
    for (let round = 0; round < 10; round++) {
      const { results, outcomes } = await runtime.execute(built, { concurrency: 4 });
      expect(results).to.deep.equal(first.results);
      expect(Array.from(outcomes, ({ node }) => node)).to.deep.equal(
        Array.from(first.outcomes, ({ node }) => node),
      );
    }
  });

  it('lets the event loop turn during synchronous work, in one run, in sub-workflows and across runs', async () => {
    // By a clock of the test's, a node takes 1 ms; the event loop is the real one.
    const clock = new VirtualClock();
    const seen = { visitsInTurn: 0, most: 0, visits: 0 };
    const work = spied(() => {
      clock.block(1);
      seen.visits++;
      seen.visitsInTurn++;
      seen.most = Math.max(seen.most, seen.visitsInTurn);
      return {};
    }).node;
    const many = aWorkflow('many');
    for (let i = 0; i < 60; i++) many.node(`n${String(i)}`, work);
    const single = aWorkflow('single').node('only', work).build();
    const nested = aWorkflow('nested').node('first', value(1));
    for (let i = 0; i < 60; i++) nested.node(`n${String(i)}`, subWorkflow(single));
    const { runtime } = aRuntime({ clock });
    const ways: readonly (() => Promise<unknown>)[] = [
      () => runtime.execute(many.build()),
      () => runtime.execute(nested.build()),
      async () => {
        for (let i = 0; i < 60; i++) await runtime.execute(single);
      },
      () => Promise.all(Array.from({ length: 60 }, () => runtime.execute(single))),
    ];
    for (const [i, way] of ways.entries()) {
      Object.assign(seen, { visitsInTurn: 0, most: 0, visits: 0 });
      let isOver = false;
      const turn = () => {
        seen.visitsInTurn = 0;
        if (!isOver) setImmediate(turn);
      };
      setImmediate(turn);
      await way();
      isOver = true;
      expect(seen.visits, `way ${String(i)}`).to.equal(60);
      expect(seen.most, `way ${String(i)}`).to.be.below(20);
    }
  });

  it('lets the event loop turn before runs begin, where those before them have taken its time', async () => {
    const clock = new VirtualClock();
    const order: string[] = [];
    const begins = tapping('begins', (hooks) => {
      hooks.prepare.tapPromise('begins', (_request, run) => void order.push(run.id));
    });
    const { node } = spied(() => {
      clock.block(5);
      return {};
    });
    const flow = only(node);
    const { runtime } = aRuntime({ clock, plugins: [begins] });
    const ids = ['a', 'b', 'c', 'd'];
    const runs = ids.map((id) => runtime.execute(flow, { id }));
    setImmediate(() => order.push('turn'));
    await Promise.all(runs);
    expect(order).to.deep.equal(['a', 'b', 'turn', 'c', 'd']);
  });

  it('lets a run that is stopped wait no longer for the turn that it was to begin in', async () => {
    const clock = new VirtualClock();
    const { node, calls } = spied(() => {
      clock.block(5);
      return {};
    });
    const flow = only(node);
    const { runtime } = aRuntime({ clock, tracking: 'off' });
    const runs = [1, 2, 3, 4, 5, 6].map(() => runtime.start(flow));
    await runs[1]?.result;
    await turns(0);
    const last = runs.at(-1);
    last?.abort('enough');
    const { status } = (await last?.result) ?? {};
    expect([status, calls.length < 5]).to.deep.equal(['aborted', true]);
    await clock.until(Promise.all(runs.map(({ result }) => result)));
    expect(calls).to.have.length(5);
  });
});
