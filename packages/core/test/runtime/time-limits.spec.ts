import { type Node, subWorkflow } from '@tenon/core';
import {
  aRuntime,
  aWorkflow,
  deferredNode,
  only,
  pass,
  sleeping,
  spied,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { eventually, turns } from '../support/waiting.js';

describe('the time limit of a node', () => {
  let clock: VirtualClock;
  beforeEach(() => {
    clock = new VirtualClock();
  });

  it('fails it with TIMEOUT at that very time, and tells it to stop', async () => {
    const { node, visits } = deferredNode();
    const { runtime } = aRuntime({ clock });
    const run = runtime.start(only(node, {}, { timeoutMs: 100 }), { graceMs: 50 });
    await clock.advance(99);
    expect(visits[0]?.context.signal.aborted).to.equal(false);
    await clock.advance(1);
    expect(visits[0]?.context.signal.aborted).to.equal(true);
    visits[0]?.reject(visits[0].context.signal.reason);
    const { status, error, outcomes, warnings } = await run.result;
    expect([status, error?.code, error?.where.node]).to.deep.equal(['failed', 'TIMEOUT', 'only']);
    expect(visits[0]?.context.signal.reason).to.equal(error);
    expect(outcomes.get('only')?.status).to.equal('failed');
    expect(warnings).to.deep.equal([]);
    expect([clock.now(), clock.pendingTimers]).to.deep.equal([100, 0]);
  });

  it('is that of the node in the workflow before that of its type', async () => {
    const { node } = deferredNode();
    const typed: Node = { ...(node as Node), timeoutMs: 10 };
    const { runtime } = aRuntime({ clock });
    for (const [flow, ms] of [
      [only(typed), 10],
      [only(typed, {}, { timeoutMs: 30 }), 30],
    ] as const) {
      const start = clock.now();
      const { error } = await clock.until(runtime.start(flow, { graceMs: 0 }).result);
      expect(error?.code).to.equal('TIMEOUT');
      expect(clock.now() - start).to.equal(ms);
    }
  });

  it('loses the race against a node that is done in the same tick before it, and wins it after', async () => {
    const { runtime } = aRuntime({ clock });
    const early = runtime.start(only(sleeping(clock, 100), {}, { timeoutMs: 100 }));
    expect((await clock.until(early.result)).status).to.equal('completed');
    const late = runtime.start(only(sleeping(clock, 101), {}, { timeoutMs: 100 }));
    expect((await clock.until(late.result)).error?.code).to.equal('TIMEOUT');
    expect(clock.pendingTimers).to.equal(0);
  });

  it('lists a node that ignores it, drops what comes late, and counts that', async () => {
    const { node, visits } = deferredNode();
    const other = deferredNode();
    const flow = aWorkflow()
      .node('late', node, {}, { timeoutMs: 10 })
      .node('next', pass)
      .node('other', other.node)
      .edge('late', 'next.value')
      .build();
    const { runtime } = aRuntime({ clock });
    const run = runtime.start(flow, { graceMs: 20, onError: 'continue' });
    await clock.advance(30);
    visits[0]?.resolve('late');
    await turns();
    other.visits[0]?.resolve('fine');
    const result = await run.result;
    expect(result.status).to.equal('failed');
    expect(result.warnings.map(({ code, node: id }) => [code, id])).to.deep.equal([
      ['NODE_ABANDONED', 'late'],
      ['LATE_RESULT', 'late'],
    ]);
    expect(result.lateResults).to.equal(1);
    expect(result.outcomes.get('next')?.reason).to.equal('upstreamFailed');
    expect({ ...result.results }).to.deep.equal({ next: null, other: { value: 'fine' } });
  });

  it('reports a synchronous node truthfully as late', async () => {
    const slow = spied(() => {
      clock.block(250);
      return { value: 1 };
    });
    const { runtime } = aRuntime({ clock });
    const flow = aWorkflow()
      .node('slow', slow.node, {}, { timeoutMs: 100 })
      .node('next', pass)
      .edge('slow', 'next.value')
      .build();
    const { error, outcomes } = await runtime.start(flow).result;
    expect(error?.message).to.equal(
      'Node "slow" was not done within 100 ms, and held the thread for 250 ms.',
    );
    expect(outcomes.get('next')?.reason).to.equal('upstreamFailed');
    // Behind an asynchronous node it is not swept, and no less late.
    const behind = aWorkflow()
      .node('first', sleeping(clock, 1))
      .node('slow', slow.node, {}, { timeoutMs: 100 })
      .edge('first', 'slow.value')
      .build();
    expect((await clock.until(runtime.start(behind).result)).error?.code).to.equal('TIMEOUT');
  });

  it('is refused when it is no time, and may be as long as you like', async () => {
    const { runtime } = aRuntime({ clock });
    for (const timeoutMs of [0, -1, NaN, Infinity, '5' as unknown as number]) {
      const { status, error } = await runtime.start(only(value(1), {}, { timeoutMs })).result;
      expect([status, error?.code], String(timeoutMs)).to.deep.equal(['refused', 'OPTION_INVALID']);
    }
    for (const timeoutMs of [1, 2 ** 31, 2 ** 40]) {
      const run = runtime.start(only(sleeping(clock, 0.5), {}, { timeoutMs }));
      expect((await clock.until(run.result)).status).to.equal('completed');
    }
  });

  it('does not fire at once on the real clock when it is beyond what setTimeout takes', async () => {
    const { node, visits } = deferredNode();
    const { runtime } = aRuntime();
    const run = runtime.start(only(node, {}, { timeoutMs: 2 ** 31 }), { timeoutMs: 2 ** 33 });
    await eventually(() => visits.length === 1);
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    visits[0]?.resolve(1);
    expect((await run.result).status).to.equal('completed');
  });

  it('covers a sub-workflow as a whole, whose own nodes are the ones that are listed', async () => {
    const { node } = deferredNode();
    const inner = aWorkflow('inner').node('deaf', node).node('fine', sleeping(clock, 1)).build();
    const { runtime } = aRuntime({ clock });
    const run = runtime.start(only(subWorkflow(inner), {}, { timeoutMs: 10 }), { graceMs: 5 });
    const { error, warnings, outcomes } = await clock.until(run.result);
    expect([error?.code, error?.where.node]).to.deep.equal(['TIMEOUT', 'only']);
    expect(warnings.map(({ code, node: id }) => [code, id])).to.deep.equal([
      ['NODE_ABANDONED', 'only/deaf'],
    ]);
    expect(outcomes.get('only')?.nested?.get('deaf')?.reason).to.equal('abandoned');
    expect(clock.now()).to.equal(15);
    expect(clock.pendingTimers).to.equal(0);
  });
});

describe('the time limit of a run', () => {
  it('fails it with TIMEOUT at that very time, with what there is by then', async () => {
    const clock = new VirtualClock();
    const { runtime } = aRuntime({ clock });
    const flow = aWorkflow()
      .node('a', value(1))
      .node('b', sleeping(clock, 1000))
      .node('c', pass)
      .edge('a', 'b.value')
      .edge('b', 'c.value')
      .build();
    const run = runtime.start(flow, { timeoutMs: 100 });
    const { status, error, outcomes, results } = await clock.until(run.result);
    expect([status, error?.code, error?.message]).to.deep.equal([
      'failed',
      'TIMEOUT',
      'The run of workflow "test" was not done within 100 ms.',
    ]);
    expect(Array.from(outcomes, ({ reason }) => reason)).to.deep.equal([
      undefined,
      'cutOff',
      'notStarted',
    ]);
    expect({ ...results }).to.deep.equal({ a: { value: 1 } });
    expect([clock.now(), clock.pendingTimers]).to.deep.equal([100, 0]);
  });

  it('stops synchronous work too, between two nodes', async () => {
    const clock = new VirtualClock();
    const { node, calls } = spied(() => {
      clock.block(1);
      return {};
    });
    const flow = aWorkflow();
    for (let i = 0; i < 1000; i++) flow.node(`n${String(i)}`, node);
    const { runtime } = aRuntime({ clock });
    const { status, error } = await clock.until(
      runtime.start(flow.build(), { timeoutMs: 100 }).result,
    );
    expect([status, error?.code]).to.deep.equal(['failed', 'TIMEOUT']);
    expect(calls.length).to.be.within(100, 120);
  });

  it('never comes for Infinity, and leaves no timer behind when it is not needed', async () => {
    const clock = new VirtualClock();
    const { runtime } = aRuntime({ clock });
    for (const timeoutMs of [Infinity, 2 ** 31, 2 ** 50]) {
      const run = runtime.start(only(sleeping(clock, 10)), { timeoutMs });
      expect((await clock.until(run.result)).status, String(timeoutMs)).to.equal('completed');
      expect(clock.pendingTimers).to.equal(0);
    }
  });

  it('counts by durations, whatever the time of day does', async () => {
    const clock = new VirtualClock();
    const { runtime } = aRuntime({ clock });
    const run = runtime.start(only(sleeping(clock, 50)), { timeoutMs: 100, timing: true });
    await clock.advance(20);
    clock.setDate(new Date('2038-01-20T00:00:00Z'));
    await clock.advance(20);
    clock.setDate(new Date('1970-01-01T00:00:00Z'));
    const { status, outcomes } = await clock.until(run.result);
    expect([status, outcomes.get('only')?.durationMs]).to.deep.equal(['completed', 50]);
  });
});
