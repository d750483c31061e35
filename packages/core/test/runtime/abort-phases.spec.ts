import { type NodeContext, subWorkflow, workflow } from '@tenon/core';
import {
  aRuntime,
  aWorkflow,
  deferredNode,
  expectNoHandlesLeft,
  only,
  pass,
  spied,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { chooser } from '../support/nodes.js';
import { gates, loops, tapping } from '../support/plugins.js';
import { eventually, never, turns } from '../support/waiting.js';

describe('a run that is aborted', () => {
  it('while a hook prepares it is aborted at once, and refuses nothing', async () => {
    const clock = new VirtualClock();
    const { runtime } = aRuntime({
      clock,
      plugins: [tapping('slow', (hooks) => hooks.prepare.tapPromise('slow', never))],
    });
    const run = runtime.start(only(value(1)));
    await clock.settle();
    run.abort('now');
    const { status, error, outcomes } = await run.result;
    expect([status, error?.cause, outcomes.size]).to.deep.equal(['aborted', 'now', 0]);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('while its findings are put together is aborted', async () => {
    const clock = new VirtualClock();
    const { runtime } = aRuntime({
      clock,
      plugins: [tapping('slow', (hooks) => hooks.admit.tapPromise('slow', never))],
    });
    const run = runtime.start(only(value(1)));
    await clock.settle();
    run.abort('now');
    expect((await run.result).status).to.equal('aborted');
    expect(clock.pendingTimers).to.equal(0);
  });

  it('while it waits for a place leaves the queue', async () => {
    const { node, visits } = deferredNode();
    const { runtime } = aRuntime({ limits: { concurrentRuns: 1 } });
    const first = runtime.start(only(node));
    const second = runtime.start(only(node));
    const third = runtime.start(only(node));
    await eventually(() => visits.length === 1);
    second.abort('no patience');
    const { status, error } = await second.result;
    expect([status, error?.cause]).to.deep.equal(['aborted', 'no patience']);
    visits[0]?.resolve();
    await first.result;
    await eventually(() => visits.length === 2);
    visits[1]?.resolve();
    expect((await third.result).status).to.equal('completed');
    expect(visits.map(({ context }) => context.runId)).to.deep.equal(['run-1', 'run-3']);
  });

  it('while another engine executes it gets the hook time-out at most, counted from then', async () => {
    const clock = new VirtualClock();
    const { runtime } = aRuntime({
      clock,
      hookTimeoutMs: 100,
      plugins: [
        tapping('engine', (hooks) => hooks.execute.tapPromise('engine', never), { stage: 850 }),
      ],
    });
    const run = runtime.start(only(value(1)));
    await clock.advance(5000);
    run.abort('now');
    const { status } = await clock.until(run.result);
    expect([status, clock.now()]).to.deep.equal(['aborted', 5100]);
  });

  it('keeps all its outcomes, also when the grace is longer than a hook may take', async () => {
    const clock = new VirtualClock();
    const { runtime } = aRuntime({ clock, hookTimeoutMs: 100 });
    const flow = aWorkflow().node('done', value(1)).node('deaf', deferredNode().node).build();
    const run = runtime.start(flow, { graceMs: 500 });
    await clock.settle();
    run.abort('now');
    const { outcomes, results } = await clock.until(run.result);
    expect(clock.now()).to.equal(500);
    expect(Array.from(outcomes, ({ status }) => status)).to.deep.equal(['completed', 'aborted']);
    expect({ ...results }).to.deep.equal({ done: { value: 1 } });
  });

  it('inside a sub-workflow tells the nodes in there, with the reason', async () => {
    const contexts: NodeContext[] = [];
    const waits = spied(
      (_inputs, context) =>
        new Promise((_, reject) => {
          contexts.push(context);
          context.signal.addEventListener('abort', () => reject(context.signal.reason as Error));
        }),
    ).node;
    const after = spied();
    const inner = aWorkflow('inner')
      .node('waits', waits)
      .node('after', after.node)
      .edge('waits', 'after.value')
      .build();
    const run = aRuntime().runtime.start(only(subWorkflow(inner)));
    await eventually(() => contexts.length === 1);
    const reason = new Error('enough');
    run.abort(reason);
    const { status, outcomes } = await run.result;
    expect([status, outcomes.get('only')?.status]).to.deep.equal(['aborted', 'aborted']);
    expect(contexts[0]?.signal.reason).to.equal(reason);
    const nested = outcomes.get('only')?.nested;
    expect([nested?.get('waits')?.reason, nested?.get('after')?.reason]).to.deep.equal([
      'cutOff',
      'notStarted',
    ]);
    expect(after.calls).to.have.length(0);
  });

  it('while a synchronous sweep yields to the event loop stops there', async () => {
    // By a clock of the test's, a node takes 1 ms; the event loop is the real one.
    const clock = new VirtualClock();
    const { node, calls } = spied(() => {
      clock.block(1);
      return {};
    });
    const flow = aWorkflow();
    for (let i = 0; i < 500; i++) flow.node(`n${String(i)}`, node);
    const run = aRuntime({ clock }).runtime.start(flow.build());
    await turns(3);
    run.abort();
    const { status, outcomes } = await run.result;
    expect(status).to.equal('aborted');
    expect(calls.length).to.be.within(5, 100);
    const started = Array.from(outcomes).filter(({ reason }) => reason !== 'notStarted');
    expect(started).to.have.length(calls.length);
  });

  it('while the controller of a loop decides ends the loop as aborted', async () => {
    let isAsked = false;
    const decide = () => {
      isAsked = true;
      return never();
    };
    const { runtime } = aRuntime({ plugins: [loops(decide)] });
    const flow = workflow('loop');
    const a = flow.add('a', spied().node, { value: 1 });
    const after = flow.add('after', pass);
    flow.connect(a.output('value'), after.in.value);
    flow.loop('again', { back: [[a.output('value'), a.input('value')]] });
    const run = runtime.start(flow.build());
    await eventually(() => isAsked);
    run.abort();
    const { status, outcomes, loops: ended } = await run.result;
    expect(status).to.equal('aborted');
    expect(outcomes.get('a')?.status).to.equal('completed');
    expect(outcomes.get('after')).to.deep.include({ status: 'aborted', reason: 'notStarted' });
    expect(ended['again']).to.deep.include({ iterations: 1, reason: 'aborted' });
  });

  it('while a node of a loop runs cuts it off, in whatever iteration', async () => {
    const { node, visits } = deferredNode();
    const { runtime } = aRuntime({ plugins: [loops()] });
    const flow = workflow('loop');
    const a = flow.add('a', node);
    flow.loop('again', { back: [[a.output('value'), a.input('value')]], maxIterations: 10 });
    const run = runtime.start(flow.build(), { graceMs: 0 });
    await eventually(() => visits.length === 1);
    visits[0]?.resolve(1);
    await eventually(() => visits.length === 2);
    run.abort('now');
    const { outcomes, loops: ended } = await run.result;
    // The loop's node stands as its last completed visit.
    expect(outcomes.get('a')).to.deep.include({ status: 'completed', iterations: 2 });
    expect(ended['again']).to.deep.include({ iterations: 2, reason: 'aborted' });
  });

  it('on a branch leaves what was dead skipped, and what was live aborted', async () => {
    const { node, visits } = deferredNode();
    const flow = aWorkflow()
      .node('choose', chooser(), { take: ['left'] })
      .node('dead', pass)
      .node('live', node)
      .edge('choose.right', 'dead.value')
      .edge('choose.left', 'live.value')
      .build();
    const run = aRuntime({ plugins: [gates()] }).runtime.start(flow, { graceMs: 0 });
    await eventually(() => visits.length === 1);
    run.abort();
    const { outcomes } = await run.result;
    expect(Array.from(outcomes, ({ node: id, reason }) => [id, reason])).to.deep.equal([
      ['choose', undefined],
      ['dead', 'deadEdges'],
      ['live', 'abandoned'],
    ]);
  });

  it('while its results are put together keeps what was executed', async () => {
    const clock = new VirtualClock();
    const { runtime } = aRuntime({
      clock,
      plugins: [
        tapping('slow', (hooks) => hooks.results.tapPromise('slow', never), { after: ['results'] }),
      ],
    });
    const run = runtime.start(only(value(1)));
    await clock.settle();
    run.abort('now');
    const { status, outcomes, results } = await run.result;
    expect([status, outcomes.get('only')?.status]).to.deep.equal(['aborted', 'completed']);
    expect({ ...results }).to.deep.equal({ only: { value: 1 } });
    expect(clock.pendingTimers).to.equal(0);
  });

  it('while observers look at its end has ended already', async () => {
    const clock = new VirtualClock();
    const { runtime } = aRuntime({
      clock,
      hookTimeoutMs: 100,
      plugins: [tapping('slow', (hooks) => hooks.settled.tapPromise('slow', never))],
    });
    const run = runtime.start(only(value(1)));
    await clock.settle();
    run.abort('now');
    const { status, warnings } = await clock.until(run.result);
    expect(status).to.equal('completed');
    expect(warnings.map(({ code }) => code)).to.deep.equal(['HOOK_TIMEOUT']);
    expect(clock.now()).to.equal(100);
  });

  it('in any of these ways lets the process exit at once', async () => {
    const slow = (hook: 'prepare' | 'admit' | 'results') =>
      aRuntime({ plugins: [tapping('slow', (hooks) => hooks[hook].tapPromise('slow', never))] });
    await expectNoHandlesLeft(async () => {
      for (const hook of ['prepare', 'admit', 'results'] as const) {
        const run = slow(hook).runtime.start(only(value(1)), { timeoutMs: 60_000 });
        await turns();
        run.abort();
        expect((await run.result).status).to.equal('aborted');
      }
    });
  });
});
