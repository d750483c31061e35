import { execFile } from 'node:child_process';
import { getEventListeners } from 'node:events';
import { promisify } from 'node:util';
import { defineNode, type RunHandle, subWorkflow, type Workflow } from '@tenon/core';
import {
  aRuntime,
  aWorkflow,
  deferredNode,
  expectNoHandlesLeft,
  expectNoListenersLeft,
  heapGrowth,
  only,
  pass,
  sleeping,
  spied,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { tapping } from '../support/plugins.js';
import { eventually, never, turns } from '../support/waiting.js';

describe('aborting a run', () => {
  it('before it starts enters no node, and no hook but the last', async () => {
    const { node, calls } = spied();
    const entered: string[] = [];
    const { runtime } = aRuntime({
      plugins: [
        tapping('all', (hooks) => {
          hooks.prepare.tap('all', () => void entered.push('prepare'));
          hooks.execute.tap('all', () => void entered.push('execute'));
          hooks.settled.tap('all', ({ status }) => void entered.push(status));
        }),
      ],
    });
    const signal = AbortSignal.abort('no');
    const bySignal = runtime.start(only(node), { signal });
    const byHand = runtime.start(only(node));
    byHand.abort('no');
    for (const run of [bySignal, byHand]) {
      const { status, error, outcomes } = await run.result;
      expect([status, error?.code, error?.cause]).to.deep.equal(['aborted', 'ABORTED', 'no']);
      expect(outcomes.size).to.equal(0);
    }
    expect(calls).to.have.length(0);
    expect(entered).to.deep.equal(['aborted', 'aborted']);
    expect(getEventListeners(signal, 'abort')).to.have.length(0);
  });

  it('ends it as aborted, tells nodes that run, and starts no others', async () => {
    const clock = new VirtualClock();
    const { runtime } = aRuntime({ clock });
    const { node, calls } = spied();
    const controller = new AbortController();
    const flow = aWorkflow()
      .node('done', value(1))
      .node('runs', sleeping(clock, 1000))
      .node('next', node)
      .edge('runs', 'next.value')
      .build();
    const run = runtime.start(flow, { signal: controller.signal });
    await clock.advance(10);
    const reason = { why: 'changed my mind' };
    controller.abort(reason);
    const result = await run.result;
    expect([result.status, result.error?.code, result.error?.cause]).to.deep.equal([
      'aborted',
      'ABORTED',
      reason,
    ]);
    expect(
      Array.from(result.outcomes, ({ node: id, status, reason: why }) => [id, status, why]),
    ).to.deep.equal([
      ['done', 'completed', undefined],
      ['runs', 'aborted', 'cutOff'],
      ['next', 'aborted', 'notStarted'],
    ]);
    expect({ ...result.results }).to.deep.equal({ done: { value: 1 } });
    expect(result.failures).to.deep.equal([]);
    expect(calls).to.have.length(0);
    expect([clock.now(), clock.pendingTimers]).to.deep.equal([10, 0]);
  });

  it('keeps the first reason, whatever it is, and undefined too', async () => {
    for (const reason of [undefined, null, 0, 'text', Symbol('s'), new Error('mine')]) {
      const { node, visits } = deferredNode();
      const run = aRuntime().runtime.start(only(node), { graceMs: 0 });
      await eventually(() => visits.length === 1);
      run.abort(reason);
      run.abort('second');
      const { error } = await run.result;
      expect(error?.cause === reason).to.equal(true);
      expect('cause' in (error as Error)).to.equal(true);
      const told: unknown = visits[0]?.context.signal.reason;
      if (reason === undefined) expect((told as Error).name).to.equal('AbortError');
      else expect(told).to.equal(reason);
    }
  });

  it('in the tick in which it ends has one outcome, and afterwards none', async () => {
    const { node, visits } = deferredNode();
    const { runtime } = aRuntime();
    const settled: string[] = [];
    const race = async (end: (run: RunHandle) => void) => {
      const before = visits.length;
      const run = runtime.start(only(node));
      await eventually(() => visits.length > before);
      end(run);
      const { status } = await run.result;
      run.abort('late');
      settled.push(status);
      expect((await run.result).status).to.equal(status);
    };
    await race((run) => {
      visits.at(-1)?.resolve(1);
      run.abort();
    });
    await race((run) => {
      run.abort();
      visits.at(-1)?.resolve(1);
    });
    await race(() => visits.at(-1)?.resolve(1));
    expect(settled).to.deep.equal(['aborted', 'aborted', 'completed']);
  });

  it('from inside a node stops it behind that node, sync or not', async () => {
    for (const later of [false, true]) {
      const { runtime } = aRuntime();
      const controller = new AbortController();
      const { node, calls } = spied();
      const stops = spied(() => {
        controller.abort('inside');
        return later ? Promise.resolve({ value: 1 }) : { value: 1 };
      });
      const flow = aWorkflow()
        .node('stops', stops.node)
        .node('next', node)
        .node('other', node)
        .edge('stops', 'next.value')
        .build();
      const { status, outcomes } = await runtime.start(flow, { signal: controller.signal }).result;
      expect(status).to.equal('aborted');
      expect(outcomes.get('next')?.reason).to.equal('notStarted');
      expect(calls).to.have.length(0);
    }
  });

  it('lists nodes that ignore it, and settles within the grace; what they bring later is dropped', async () => {
    const clock = new VirtualClock();
    const { runtime } = aRuntime({ clock });
    const deaf = deferredNode();
    const slow = spied(
      (_inputs, { signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            clock.timer(40, () => reject(signal.reason as Error));
          });
        }),
    );
    const inner = aWorkflow('inner').node('deaf', deaf.node).build();
    const flow = aWorkflow()
      .node('slow', slow.node)
      .node('deaf', deaf.node)
      .node('sub', subWorkflow(inner))
      .build();
    const run = runtime.start(flow, { graceMs: 50 });
    await clock.advance(5);
    run.abort();
    const { status, outcomes, warnings } = await clock.until(run.result);
    expect(clock.now()).to.equal(55);
    expect(status).to.equal('aborted');
    expect(warnings.map(({ code, node }) => [code, node])).to.deep.equal([
      ['NODE_ABANDONED', 'deaf'],
      ['NODE_ABANDONED', 'sub/deaf'],
    ]);
    expect(Array.from(outcomes, ({ reason }) => reason)).to.deep.equal([
      'cutOff',
      'abandoned',
      'cutOff',
    ]);
    expect(outcomes.get('sub')?.nested?.get('deaf')?.reason).to.equal('abandoned');
    for (const visit of deaf.visits) visit.resolve('too late');
    await turns();
    expect((await run.result).results).to.deep.equal({});
    expect(clock.pendingTimers).to.equal(0);
  });

  it('waits for nobody when the grace is 0, and for 1,000 ms where nothing is said', async () => {
    const clock = new VirtualClock();
    const { runtime } = aRuntime({ clock });
    const { node } = deferredNode();
    for (const [options, ms] of [
      [{ graceMs: 0 }, 0],
      [{}, 1000],
    ] as const) {
      const start = clock.now();
      const run = runtime.start(only(node), options);
      await clock.settle();
      run.abort();
      await clock.until(run.result);
      expect(clock.now() - start).to.equal(ms);
    }
  });

  it('settles within the grace although a wrapper around a sub-workflow hangs', async () => {
    const clock = new VirtualClock();
    const hanging = tapping('hanging', (hooks) => {
      hooks.node.tap('hanging', (wraps, { id }) => {
        if (id === 'before') wraps.add('check', () => async () => never());
        if (id === 'after') {
          wraps.add('check', (next) => async (inputs, context) => {
            await Promise.resolve(next(inputs, context)).catch(() => undefined);
            return never();
          });
        }
      });
    });
    const { runtime } = aRuntime({ clock, plugins: [hanging] });
    const inner = subWorkflow(only(sleeping(clock, 100)));
    const flow = aWorkflow().node('before', inner).node('after', inner).build();
    const run = runtime.start(flow, { graceMs: 50 });
    await clock.advance(1);
    run.abort();
    const { outcomes } = await clock.until(run.result);
    expect(clock.now()).to.equal(51);
    expect(Array.from(outcomes, ({ reason }) => reason)).to.deep.equal(['abandoned', 'abandoned']);
  });

  it('lets the process exit at once: no timer, no handle, no listener is left', async () => {
    const controller = new AbortController();
    const { node, visits } = deferredNode();
    await expectNoHandlesLeft(async () => {
      await expectNoListenersLeft(controller.signal, async () => {
        const { runtime } = aRuntime();
        const flow = aWorkflow()
          .node('deaf', node)
          .node('limited', node, {}, { timeoutMs: 60_000 })
          .node('sub', subWorkflow(only(node, {}, { timeoutMs: 60_000 })))
          .build();
        const run = runtime.start(flow, {
          signal: controller.signal,
          timeoutMs: 60_000,
          graceMs: 5,
        });
        await eventually(() => visits.length === 3);
        expect(getEventListeners(controller.signal, 'abort')).to.have.length(1);
        controller.abort();
        expect((await run.result).status).to.equal('aborted');
      });
    });
  });

  it('ends a process that has nothing else to do, although a node never comes back', async () => {
    const script = `
      import { createRuntime, defineNode, workflow } from '${import.meta.resolve('@tenon/core')}';
      const deaf = defineNode({ type: 'deaf', run: () => new Promise(() => undefined) });
      const flow = workflow('exits');
      for (const id of ['a', 'b']) flow.add(id, deaf, {}, { timeoutMs: 60_000 });
      const run = createRuntime().start(flow.build(), { timeoutMs: 60_000, graceMs: 5 });
      setImmediate(() => run.abort());
      console.log((await run.result).status);`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', script],
      { timeout: 10_000 },
    );
    expect(stdout).to.equal('aborted\n');
  }).timeout(10_000);

  it('is heard by 100 nodes at once without a warning of Node', async () => {
    const warnings: string[] = [];
    const note = ({ name }: Error) => warnings.push(name);
    process.on('warning', note);
    try {
      const clock = new VirtualClock();
      const flow = aWorkflow();
      for (let i = 0; i < 100; i++) flow.node(`n${String(i)}`, sleeping(clock, 1000));
      const run = aRuntime({ clock }).runtime.start(flow.build(), { concurrency: Infinity });
      await clock.advance(1);
      run.abort();
      const { outcomes } = await run.result;
      expect(Array.from(outcomes).every(({ reason }) => reason === 'cutOff')).to.equal(true);
      await turns();
    } finally {
      process.removeListener('warning', note);
    }
    expect(warnings).to.deep.equal([]);
  });

  it('leaves no listener on a signal that is never aborted, whatever becomes of the run', async () => {
    const { signal } = new AbortController();
    const { runtime } = aRuntime();
    const flows: readonly Workflow[] = [
      only(value(1)),
      only(pass),
      only(spied(() => Promise.reject(new Error('no'))).node),
    ];
    await expectNoHandlesLeft(async () => {
      for (const flow of flows) {
        await expectNoListenersLeft(signal, async () => {
          await runtime.start(flow, { signal, timeoutMs: 60_000 }).result;
        });
      }
    });
  });

  it('is followed by 10,000 runs on one long-lived signal without growing it or the heap', async () => {
    const { signal } = new AbortController();
    const { runtime } = aRuntime({ tracking: 'off' });
    const flow = only(defineNode({ type: 'later', run: () => Promise.resolve({}) }));
    const most = { listeners: 0 };
    const growth = await heapGrowth(
      async (round) => {
        await runtime.start(flow, { signal, timeoutMs: 60_000 }).result;
        if (round % 1000 === 0) {
          most.listeners = Math.max(most.listeners, getEventListeners(signal, 'abort').length);
        }
      },
      { rounds: 10_000, warmUp: 3000 },
    );
    expect(most.listeners).to.equal(0);
    expect(growth).to.be.below(1_000_000);
  }).timeout(10_000);
});
