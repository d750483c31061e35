import { type ResourceGuard as Guard, ResourceGuard, type RunLease } from '@tenon/core';
import {
  aRuntime,
  aWorkflow,
  chainOf,
  deferredNode,
  expectNoHandlesLeft,
  only,
  pass,
  sleeping,
  spied,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { loops, tapping } from '../support/plugins.js';
import { eventually, never } from '../support/waiting.js';
import { thrown } from '../unit/errors/thrown.js';

describe('limits', () => {
  it('let so many runs be at a time, and the others wait in the order they came', async () => {
    const { node, visits } = deferredNode();
    const { runtime } = aRuntime({ limits: { concurrentRuns: 2 } });
    const runs = Array.from({ length: 5 }, () => runtime.start(only(node)));
    const entered = () => visits.map(({ context }) => context.runId);
    await eventually(() => visits.length === 2);
    expect(entered()).to.deep.equal(['run-1', 'run-2']);
    visits[1]?.resolve();
    await runs[1]?.result;
    await eventually(() => visits.length === 3);
    expect(entered()).to.deep.equal(['run-1', 'run-2', 'run-3']);
    for (let i = 0; i < 5; i++) {
      await eventually(() => visits.length > i);
      visits[i]?.resolve();
    }
    for (const run of runs) expect((await run.result).status).to.equal('completed');
    expect(entered()).to.deep.equal(['run-1', 'run-2', 'run-3', 'run-4', 'run-5']);
  });

  it('give a place back on every path: failure, refusal, abort', async () => {
    const { runtime } = aRuntime({ limits: { concurrentRuns: 1, queuedRuns: 0 } });
    const bad = only(spied(() => Promise.reject(new Error('no'))).node);
    expect((await runtime.start(bad).result).status).to.equal('failed');
    expect((await runtime.start(only(pass)).result).status).to.equal('refused');
    const { node, visits } = deferredNode();
    const aborted = runtime.start(only(node), { graceMs: 0 });
    await eventually(() => visits.length === 1);
    aborted.abort();
    expect((await aborted.result).status).to.equal('aborted');
    expect((await runtime.start(only(value(1))).result).status).to.equal('completed');
  });

  it('refuse a run when all places are taken, where they say so, and name the limit', async () => {
    const { node, visits } = deferredNode();
    const { runtime } = aRuntime({ limits: { concurrentRuns: 1, whenFull: 'refuse' } });
    const first = runtime.start(only(node));
    await eventually(() => visits.length === 1);
    const { status, error } = await runtime.start(only(node)).result;
    expect([status, error?.code]).to.deep.equal(['refused', 'LIMIT_REACHED']);
    expect(error?.message).to.include('"concurrentRuns" (1)');
    visits[0]?.resolve();
    await first.result;
  });

  it('refuse a run when the queue is full, and name the limit', async () => {
    const { node, visits } = deferredNode();
    const { runtime } = aRuntime({ limits: { concurrentRuns: 1, queuedRuns: 1 } });
    const runs = [runtime.start(only(node)), runtime.start(only(node))];
    await eventually(() => visits.length === 1);
    const { status, error } = await runtime.start(only(node)).result;
    expect([status, error?.code]).to.deep.equal(['refused', 'LIMIT_REACHED']);
    expect(error?.message).to.include('"queuedRuns" (1)');
    for (const [i, run] of runs.entries()) {
      await eventually(() => visits.length > i);
      visits[i]?.resolve();
      expect((await run.result).status).to.equal('completed');
    }
  });

  it('let a waiting run be aborted, or run out of its own time, and keep nothing of it', async () => {
    await expectNoHandlesLeft(async () => {
      const clock = new VirtualClock();
      const { node, visits } = deferredNode();
      const { runtime } = aRuntime({ clock, limits: { concurrentRuns: 1, queuedRuns: 2 } });
      const first = runtime.start(only(node));
      const waits = runtime.start(only(node));
      const late = runtime.start(only(node), { timeoutMs: 50 });
      await clock.settle();
      waits.abort('no');
      expect((await waits.result).status).to.equal('aborted');
      await clock.advance(50);
      expect((await late.result).error?.code).to.equal('TIMEOUT');
      visits[0]?.resolve();
      await first.result;
      const next = runtime.start(only(value(1)));
      expect((await next.result).status).to.equal('completed');
      expect([visits.length, clock.pendingTimers]).to.deep.equal([1, 0]);
    });
  });

  it('let a run visit so many nodes exactly, in loops and sub-workflows too', async () => {
    for (const nodeVisits of [1, 2, 3, 4, 5, 7, 63, 64, 99]) {
      const { node, calls } = spied();
      const { runtime } = aRuntime({ limits: { nodeVisits }, plugins: [loops()] });
      const wide = aWorkflow();
      for (let i = 0; i < 100; i++) wide.node(`n${String(i)}`, node);
      const { status, error } = await runtime.start(wide.build()).result;
      expect([status, error?.code]).to.deep.equal(['failed', 'LIMIT_REACHED']);
      expect(error?.message).to.include(`"nodeVisits" (${String(nodeVisits)})`);
      expect(calls).to.have.length(nodeVisits);
    }
    const { runtime } = aRuntime({ limits: { nodeVisits: 100 } });
    expect((await runtime.start(chainOf(100)).result).status).to.equal('completed');
    expect((await runtime.start(chainOf(101)).result).status).to.equal('failed');
  });

  it('count asynchronous visits alike, and stop what runs', async () => {
    const clock = new VirtualClock();
    const { runtime } = aRuntime({ clock, limits: { nodeVisits: 3 } });
    const flow = aWorkflow();
    for (let i = 0; i < 6; i++) flow.node(`n${String(i)}`, sleeping(clock, 10));
    const run = runtime.start(flow.build(), { concurrency: 2 });
    const { error, outcomes } = await clock.until(run.result);
    expect(error?.code).to.equal('LIMIT_REACHED');
    expect(Array.from(outcomes, ({ status, reason }) => reason ?? status)).to.deep.equal([
      'completed',
      'completed',
      'cutOff',
      'notStarted',
      'notStarted',
      'notStarted',
    ]);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('stop a run that takes too long, waiting or working, and name the limit', async () => {
    const clock = new VirtualClock();
    const { runtime } = aRuntime({ clock, limits: { wallMs: 1000 } });
    const works = spied(() => {
      clock.block(10);
      return {};
    }).node;
    const working = aWorkflow();
    for (let i = 0; i < 500; i++) working.node(`n${String(i)}`, works);
    for (const flow of [only(sleeping(clock, 5000)), working.build()]) {
      const start = clock.now();
      const { status, error } = await clock.until(runtime.start(flow).result);
      expect([status, error?.code]).to.deep.equal(['failed', 'LIMIT_REACHED']);
      expect(error?.message).to.include('"wallMs" (1000)');
      expect(clock.now() - start).to.be.within(1000, 1200);
      expect(clock.pendingTimers).to.equal(0);
    }
  });

  it('stop a run that waits too long for a hook or another engine', async () => {
    for (const hook of ['prepare', 'execute', 'results'] as const) {
      const clock = new VirtualClock();
      const { runtime } = aRuntime({
        clock,
        hookTimeoutMs: 100_000,
        limits: { wallMs: 1000 },
        plugins: [
          tapping('slow', (hooks) => hooks[hook].tapPromise('slow', never), { stage: 850 }),
        ],
      });
      const { error } = await clock.until(runtime.start(only(value(1))).result);
      expect([error?.code, error?.message.includes('"wallMs" (1000)')], hook).to.deep.equal([
        'LIMIT_REACHED',
        true,
      ]);
      expect(clock.pendingTimers).to.equal(0);
    }
  });

  it('stop a run whose heap grows too much, and name the limit', async () => {
    const { runtime } = aRuntime({ limits: { heapBytes: 5_000_000 }, plugins: [loops()] });
    const kept: unknown[] = [];
    const hoards = spied(({ value: given }) => {
      kept.push(new Array<number>(2000).fill(kept.length + 0.5));
      return { value: given };
    }).node;
    const flow = aWorkflow();
    for (let i = 0; i < 20_000; i++) flow.node(`n${String(i)}`, hoards);
    const { status, error } = await runtime.start(flow.build()).result;
    expect([status, error?.code]).to.deep.equal(['failed', 'LIMIT_REACHED']);
    expect(error?.message).to.include('"heapBytes" (5000000)');
    // A collection in between may free what earlier tests left, so where it stops is open; that it stops is not.
    expect(kept.length).to.be.below(20_000);
  }).timeout(10_000);

  it('are taken for the default guard only: a host with a guard of its own states them there', async () => {
    const entered: string[] = [];
    const released: string[] = [];
    const guard: Guard = {
      enter(run) {
        entered.push(run.id);
        const lease: RunLease = {
          wallMs: Infinity,
          visits: () => Infinity,
          release: () => void released.push(run.id),
        };
        return Promise.resolve(lease);
      },
    };
    const configure = ({
      bind,
    }: {
      bind: (id: typeof ResourceGuard) => { toConstantValue(v: Guard): unknown };
    }) => void bind(ResourceGuard).toConstantValue(guard);
    const { runtime } = aRuntime({ configure });
    await runtime.execute(only(value(1)));
    expect([entered, released]).to.deep.equal([['run-1'], ['run-1']]);
    const error = thrown(() => aRuntime({ configure, limits: { nodeVisits: 1 } }));
    expect(error.code).to.equal('OPTION_INVALID');
    expect(error.hint).to.include('do not bind it');
  });

  it('give a place back also when it comes after the run was aborted', async () => {
    let letIn: (lease: RunLease) => void = () => undefined;
    let released = 0;
    const guard: Guard = {
      enter: () =>
        new Promise((resolve) => {
          letIn = resolve;
        }),
    };
    const clock = new VirtualClock();
    const { runtime } = aRuntime({
      clock,
      configure: ({ bind }) => {
        bind(ResourceGuard).toConstantValue(guard);
      },
    });
    const run = runtime.start(only(value(1)), { timeoutMs: 60_000 });
    await clock.settle();
    run.abort();
    expect((await run.result).status).to.equal('aborted');
    letIn({ wallMs: 1000, visits: () => Infinity, release: () => released++ });
    await clock.settle();
    expect([released, clock.pendingTimers]).to.deep.equal([1, 0]);
  });

  it('refuse the run when the guard fails', async () => {
    const boom = new Error('boom');
    const guards: readonly Guard['enter'][] = [
      () => {
        throw boom;
      },
      () => Promise.reject(boom),
    ];
    for (const enter of guards) {
      const { runtime } = aRuntime({
        configure: ({ bind }) => {
          bind(ResourceGuard).toConstantValue({ enter });
        },
      });
      const { status, error } = await runtime.start(only(value(1))).result;
      expect([status, error?.code, error?.cause]).to.deep.equal(['refused', 'HOOK_FAILED', boom]);
    }
  });

  it('come first: before any plugin looks at the run', async () => {
    const { runtime } = aRuntime({
      limits: { concurrentRuns: 1, whenFull: 'refuse' },
      plugins: [
        tapping(
          'mine',
          (hooks) => hooks.prepare.tap('mine', (_request, { id }) => void seen.push(id)),
          {
            before: ['access'],
          },
        ),
      ],
    });
    const seen: string[] = [];
    const { node, visits } = deferredNode();
    const first = runtime.start(only(node));
    const second = runtime.start(only(node));
    expect((await second.result).status).to.equal('refused');
    expect(seen).to.deep.equal(['run-1']);
    await eventually(() => visits.length === 1);
    visits[0]?.resolve();
    await first.result;
  });
});
