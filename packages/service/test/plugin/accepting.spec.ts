import { defineNode, ResourceGuard, RuntimeError, type Workflow } from '@tenon/core';
import { type AcceptedRun, runQueue, type ServiceState, serve } from '@tenon/service';
import { aRuntime, deferredNode, only, pass, spied, value } from '@tenon/testing';
import { expect } from 'chai';
import { aService, aStartedService, eventually } from '../support/a-service.js';

async function endOf(run: AcceptedRun<unknown>) {
  const { status, error } = await run.result;
  return [status, error?.code];
}

async function rejected(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('was not rejected'),
    (error: unknown) => error,
  );
}

function thrown(fn: () => unknown): unknown {
  try {
    fn();
  } catch (error) {
    return error;
  }
  return expect.fail('threw nothing');
}

describe('a service', () => {
  it('runs what it accepts, so many at a time, and the others in their turn', async () => {
    const { service } = aStartedService({ concurrentRuns: 2, queuedRuns: 2 });
    const { node, visits } = deferredNode();
    const runs = Array.from({ length: 5 }, () => service.accept(only(node)));
    expect(runs.map(({ state }) => state)).to.deep.equal([
      'running',
      'running',
      'waiting',
      'waiting',
      'rejected',
    ]);
    for (let i = 0; i < 4; i++) {
      await eventually(() => visits.length > i);
      visits[i]?.resolve();
    }
    expect(await Promise.all(runs.map(endOf))).to.deep.equal([
      ...Array.from({ length: 4 }, () => ['completed', undefined]),
      ['refused', 'QUEUE_FULL'],
    ]);
    expect(runs.map(({ state }) => state)).to.deep.equal(
      Array.from({ length: 5 }, () => 'settled'),
    );
    expect(visits.map(({ context }) => context.runId)).to.deep.equal([
      'run-1',
      'run-2',
      'run-3',
      'run-4',
    ]);
  });

  it('answers with a typed run: its outputs, its id, its events', async () => {
    const { service } = aStartedService();
    const run = service.accept(only(value(42)), { id: 'mine' });
    expect([run.id, run.handle.id]).to.deep.equal(['mine', 'mine']);
    const types: string[] = [];
    const read = (async () => {
      for await (const { type } of run.handle.events()) types.push(type);
    })();
    await run.result;
    await read;
    expect(types).to.include.members(['runStarted', 'runSettled']);
  });

  it('turns away what comes before it is started, and says so in the result', async () => {
    const { service } = aService();
    const early = service.accept(only(value(1)));
    expect(early.rejection?.code).to.equal('SERVICE_NOT_STARTED');
    expect(await endOf(early)).to.deep.equal(['refused', 'SERVICE_NOT_STARTED']);
    void service.start();
    expect(await endOf(service.accept(only(value(1))))).to.deep.equal(['completed', undefined]);
  });

  it('waits with opening for what it has to wait for', async () => {
    const { service } = aService();
    const states: ServiceState[] = [service.state];
    let open: () => void = () => undefined;
    const started = service.start(
      () =>
        new Promise<void>((resolve) => {
          open = resolve;
        }),
    );
    states.push(service.state);
    expect(service.accept(only(value(1))).rejection?.code).to.equal('SERVICE_NOT_STARTED');
    open();
    await started;
    states.push(service.state);
    expect(service.accept(only(value(1))).rejection).to.equal(undefined);
    expect(states).to.deep.equal(['new', 'starting', 'open']);
  });

  it('stays closed when what it waits for fails, and can be started again', async () => {
    const { service } = aService();
    const error = new Error('no database');
    expect(await rejected(service.start(() => Promise.reject(error)))).to.equal(error);
    expect(service.state).to.equal('new');
    expect(service.accept(only(value(1))).rejection?.code).to.equal('SERVICE_NOT_STARTED');
    await service.start();
    expect(service.state).to.equal('open');
  });

  it('is started once', async () => {
    const { service } = aStartedService();
    const error = await rejected(service.start());
    expect(RuntimeError.is(error, 'SERVICE_STATE')).to.equal(true);
    expect((error as Error).message).to.include('open');
    await service.drain();
    expect(RuntimeError.is(await rejected(service.start()), 'SERVICE_STATE')).to.equal(true);
  });

  it('lets runs of a higher priority go first, and earlier ones where it is the same', async () => {
    const { service } = aStartedService({ concurrentRuns: 1 });
    const { node, visits } = deferredNode();
    const accept = (id: string, priority?: number) =>
      service.accept(only(node), { id, ...(priority !== undefined && { priority }) });
    const runs = [accept('first'), accept('b'), accept('low', -1), accept('high', 5), accept('c')];
    for (let i = 0; i < runs.length; i++) {
      await eventually(() => visits.length > i);
      visits[i]?.resolve();
    }
    expect(visits.map(({ context }) => context.runId)).to.deep.equal([
      'first',
      'high',
      'b',
      'c',
      'low',
    ]);
  });

  it('lets runs age where it is told to: so much waiting is worth one step of priority', async () => {
    for (const [agingMs, expected] of [
      [undefined, ['first', 'late', 'old']],
      [100, ['first', 'old', 'late']],
      [1_000, ['first', 'late', 'old']],
    ] as const) {
      const { service, clock } = aStartedService({
        concurrentRuns: 1,
        ...(agingMs !== undefined && { agingMs }),
      });
      const { node, visits } = deferredNode();
      service.accept(only(node), { id: 'first' });
      service.accept(only(node), { id: 'old', priority: 0 });
      await clock.advance(500);
      service.accept(only(node), { id: 'late', priority: 3 });
      for (let i = 0; i < 3; i++) {
        await eventually(() => visits.length > i);
        visits[i]?.resolve();
      }
      expect(visits.map(({ context }) => context.runId)).to.deep.equal(expected);
    }
  });

  it('turns a run away that has waited too long, by its own measure or that of the queue', async () => {
    const { service, clock } = aStartedService({ concurrentRuns: 1, maxWaitMs: 1_000 });
    const { node, visits } = deferredNode();
    const runs = [
      service.accept(only(node)),
      service.accept(only(node), { id: 'own', maxWaitMs: 50 }),
      service.accept(only(node), { id: 'usual' }),
      service.accept(only(node), { id: 'patient', maxWaitMs: 2_000 }),
    ];
    await clock.advance(50);
    expect(await endOf(runs[1] as AcceptedRun)).to.deep.equal(['refused', 'QUEUE_EXPIRED']);
    await clock.advance(950);
    const { error } = await (runs[2] as AcceptedRun).result;
    expect(error?.message).to.equal(
      'The run "usual" was turned away: it was not let in within 1000 ms.',
    );
    await eventually(() => visits.length === 1);
    visits[0]?.resolve();
    await eventually(() => visits.length === 2);
    visits[1]?.resolve();
    expect(await endOf(runs[3] as AcceptedRun)).to.deep.equal(['completed', undefined]);
    expect(clock.pendingTimers).to.equal(0);
  });

  it('lets a waiting run be aborted, in any way and at any moment, and gives its place to others', async () => {
    const { service, clock } = aStartedService({ concurrentRuns: 1, queuedRuns: 3, maxWaitMs: 9 });
    const { node, visits } = deferredNode();
    const controller = new AbortController();
    const first = service.accept(only(node));
    const atOnce = service.accept(only(node));
    atOnce.abort('changed my mind'); // before it has come to the door
    const later = service.accept(only(node));
    const bySignal = service.accept(only(node), { signal: controller.signal });
    await clock.settle();
    later.abort('too slow');
    controller.abort('gone');
    for (const [run, reason] of [
      [atOnce, 'changed my mind'],
      [later, 'too slow'],
      [bySignal, 'gone'],
    ] as const) {
      const { status, error } = await run.result;
      expect([status, error?.code, error?.cause]).to.deep.equal(['aborted', 'ABORTED', reason]);
    }
    expect(service.stats().queued).to.equal(0);
    expect(clock.pendingTimers).to.equal(1); // the wall time of the first one
    const next = service.accept(only(node));
    visits[0]?.resolve();
    await eventually(() => visits.length === 2);
    visits[1]?.resolve();
    expect(await endOf(first)).to.deep.equal(['completed', undefined]);
    expect(await endOf(next)).to.deep.equal(['completed', undefined]);
  });

  it('lets in nothing for a run that was aborted in the tick in which its turn came', async () => {
    const { service } = aStartedService({ concurrentRuns: 1 });
    const { node, visits } = deferredNode();
    service.accept(only(node));
    const second = service.accept(only(node));
    const third = service.accept(only(node), { id: 'third' });
    await eventually(() => visits.length === 1);
    visits[0]?.resolve();
    while (second.state !== 'running') await Promise.resolve();
    second.abort();
    expect(await endOf(second)).to.deep.equal(['aborted', 'ABORTED']);
    await eventually(() => visits.length === 2);
    expect(visits[1]?.context.runId).to.equal('third');
    visits[1]?.resolve();
    expect(await endOf(third)).to.deep.equal(['completed', undefined]);
  });

  it('counts a run that fails, is refused or times out as it counts any other', async () => {
    const { service, clock } = aStartedService({ concurrentRuns: 1 });
    const { node } = deferredNode();
    const bad = only(spied(() => Promise.reject(new Error('no'))).node);
    const runs = [
      service.accept(bad),
      service.accept(only(pass)), // lacks an input
      service.accept(only(node), { timeoutMs: 20, graceMs: 0 }),
      service.accept(only(value(1))),
    ];
    await clock.advance(20);
    expect(await Promise.all(runs.map(endOf))).to.deep.equal([
      ['failed', 'NODE_FAILED'],
      ['refused', 'INPUT_REQUIRED'],
      ['failed', 'TIMEOUT'],
      ['completed', undefined],
    ]);
    expect(service.stats()).to.deep.include({
      running: 0,
      open: 0,
      ended: { completed: 1, failed: 2, aborted: 0, refused: 1 },
    });
  });

  it('accepts an id once as long as its run is open', async () => {
    const { service } = aStartedService();
    const run = service.accept(only(value(1)), { id: 'mine' });
    const error = thrown(() => service.accept(only(value(1)), { id: 'mine' }));
    expect(RuntimeError.is(error, 'RUN_ID_TAKEN')).to.equal(true);
    await run.result;
    await service.onIdle();
    const again = service.accept(only(value(1)), { id: 'mine' });
    expect(await endOf(again)).to.deep.equal(['completed', undefined]);
  });

  it('keeps no place for what the runtime does not start at all', async () => {
    const { service, runtime } = aStartedService({ concurrentRuns: 1 });
    for (const [fn, code] of [
      [() => service.accept({} as Workflow), 'WORKFLOW_INVALID'],
      [() => service.accept(undefined as unknown as Workflow), 'WORKFLOW_INVALID'],
      [() => service.accept(only(value(1)), { concurrency: 0 }), 'OPTION_INVALID'],
      [() => service.accept(only(value(1)), { id: '' }), 'OPTION_INVALID'],
    ] as const) {
      expect(RuntimeError.is(thrown(fn), code)).to.equal(true);
    }
    expect(service.stats()).to.deep.include({ running: 0, queued: 0, open: 0 });
    expect(await endOf(service.accept(only(value(1))))).to.deep.equal(['completed', undefined]);
    await runtime.dispose();
    const error = thrown(() => service.accept(only(value(1))));
    expect(RuntimeError.is(error, 'RUNTIME_DISPOSED')).to.equal(true);
    expect(service.stats().open).to.equal(0);
  });

  it('refuses wrong figures and names, with the option and what it takes', () => {
    const { service } = aStartedService();
    const wrong: Record<string, unknown[]> = {
      priority: [Number.NaN, Infinity, 0.5, 1e9, '1', null],
      maxWaitMs: [0, -1, Number.NaN, Infinity, 2 ** 31, '10', null],
      tenant: [1, {}, Symbol('acme'), null],
      id: [1, Symbol('id'), null],
      priorty: [1],
    };
    for (const [name, values] of Object.entries(wrong)) {
      for (const given of values) {
        const error = thrown(() => service.accept(only(value(1)), { [name]: given }));
        expect(RuntimeError.is(error, 'OPTION_INVALID'), `${name}: ${String(given)}`).to.equal(
          true,
        );
      }
    }
    const error = thrown(() => service.accept(only(value(1)), null as never));
    expect(RuntimeError.is(error, 'OPTION_INVALID')).to.equal(true);
    expect(service.stats().open).to.equal(0);
    for (const ok of [{ maxWaitMs: 2 ** 31 - 1 }, { priority: -1_000_000 }]) {
      expect(service.accept(only(value(1)), ok).state).to.equal('running');
    }
  });

  it('has runs pass the queue that are started past it', async () => {
    const { service, runtime } = aStartedService({
      concurrentRuns: 1,
      tenants: { queuedRuns: 0 },
    });
    const { node, visits } = deferredNode();
    const direct = runtime.start(only(node), { tenant: 'acme' });
    await eventually(() => visits.length === 1);
    const waits = service.accept(only(node));
    expect(waits.state).to.equal('waiting');
    const refused = await runtime.start(only(node), { tenant: 'acme' }).result;
    expect([refused.status, refused.error?.code]).to.deep.equal(['refused', 'TENANT_QUEUE_FULL']);
    visits[0]?.resolve();
    await direct.result;
    await eventually(() => visits.length === 2);
    visits[1]?.resolve();
    expect(await endOf(waits)).to.deep.equal(['completed', undefined]);
    expect(service.stats()).to.deep.include({
      open: 0,
      ended: { completed: 2, failed: 0, aborted: 0, refused: 1 },
    });
  });

  it('does not confuse a run that is started past it under the id of an accepted one', async () => {
    const { service, runtime } = aStartedService();
    const { node, visits } = deferredNode();
    const accepted = service.accept(only(node), { id: 'same' });
    await eventually(() => visits.length === 1);
    const direct = await runtime.start(only(value(1)), { id: 'same' }).result;
    expect(direct.status).to.equal('refused'); // by tracking, which has that id on record
    expect(service.stats()).to.deep.include({ running: 1, open: 1 });
    visits[0]?.resolve();
    expect(await endOf(accepted)).to.deep.equal(['completed', undefined]);
    expect(service.stats().open).to.equal(0);
  });

  it('answers a dry run at once, started or not, and however full it is', async () => {
    const { service, runtime } = aService({ concurrentRuns: 1, queuedRuns: 0 });
    const { node } = deferredNode();
    expect((await runtime.plan(only(node))).isReady).to.equal(true);
    void service.start();
    const run = service.accept(only(node), { graceMs: 0 });
    expect((await runtime.plan(only(node))).isReady).to.equal(true);
    run.abort();
    await run.result;
    expect(service.stats()).to.deep.include({ running: 0, open: 0 });
  });

  it('holds each run to what it may use', async () => {
    const { service } = aStartedService({ limits: { nodeVisits: 1 } });
    const step = defineNode({ type: 'step', run: () => ({}) });
    const run = service.accept(only(step));
    expect(await endOf(run)).to.deep.equal(['completed', undefined]);
    const { service: strict, clock } = aStartedService({ limits: { wallMs: 10 } });
    const late = strict.accept(only(deferredNode().node), { graceMs: 0 });
    await clock.advance(10);
    expect(await endOf(late)).to.deep.equal(['failed', 'LIMIT_REACHED']);
  });
});

describe('serve', () => {
  it('refuses a runtime without a queue, one whose runs do not pass it, and one that is served', () => {
    const message = (fn: () => unknown) => {
      const error = thrown(fn);
      expect(RuntimeError.is(error, 'SERVICE_UNAVAILABLE')).to.equal(true);
      return (error as RuntimeError).message;
    };
    const { runtime: plain } = aRuntime();
    expect(message(() => serve(plain))).to.include('no run queue');
    const { runtime: other } = aRuntime({
      plugins: [runQueue()],
      configure: ({ bind }) => {
        bind(ResourceGuard).toConstantValue({
          enter: () => ({ wallMs: Infinity, visits: () => Infinity, release: () => undefined }),
        });
      },
    });
    expect(message(() => serve(other))).to.include('another ResourceGuard');
    const { runtime } = aService();
    expect(message(() => serve(runtime))).to.include('already');
  });

  it('keeps the services of two runtimes apart, also where they share the plugin', async () => {
    const plugin = runQueue({ concurrentRuns: 1, queuedRuns: 0 });
    const [one, two] = [1, 2].map(() => serve(aRuntime({ plugins: [plugin] }).runtime));
    void one?.start();
    void two?.start();
    const { node } = deferredNode();
    expect(one?.accept(only(node)).state).to.equal('running');
    expect(two?.accept(only(value(1))).state).to.equal('running');
    expect(one?.accept(only(node)).state).to.equal('rejected');
    expect((await one?.drain(0))?.runs).to.have.length(2);
    expect(two?.state).to.equal('open');
  });
});

describe('a run queue', () => {
  it('lets runs in and keeps them in order without any service', async () => {
    const { runtime } = aRuntime({ plugins: [runQueue({ concurrentRuns: 1 })] });
    const { node, visits } = deferredNode();
    const runs = [1, 2, 3].map(() => runtime.start(only(node)));
    for (let i = 0; i < 3; i++) {
      await eventually(() => visits.length > i);
      expect(visits).to.have.length(i + 1);
      visits[i]?.resolve();
    }
    for (const run of runs) expect((await run.result).status).to.equal('completed');
  });

  it('leaves a guard alone that the host has bound, and cannot go with the option "limits"', async () => {
    const error = thrown(() => aRuntime({ plugins: [runQueue()], limits: { wallMs: 5 } }));
    expect(RuntimeError.is(error, 'OPTION_INVALID')).to.equal(true);
  });
});
