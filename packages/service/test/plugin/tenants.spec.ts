import { defineNode, port, workflow } from '@tenon/core';
import { deferredNode, only, VirtualClock, value } from '@tenon/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { aStartedService, eventually } from '../support/a-service.js';

describe('tenants', () => {
  it('have so many runs at a time and waiting, each for itself', async () => {
    const { service } = aStartedService({
      concurrentRuns: 3,
      queuedRuns: 5,
      tenants: {
        concurrentRuns: 1,
        queuedRuns: 1,
        of: new Map([['large', { concurrentRuns: 2, queuedRuns: 2 }]]),
      },
    });
    const { node, visits } = deferredNode();
    const states = (tenant: string, count: number) =>
      Array.from({ length: count }, () => service.accept(only(node), { tenant }).state);
    expect(states('small', 3)).to.deep.equal(['running', 'waiting', 'rejected']);
    expect(states('large', 5)).to.deep.equal([
      'running',
      'running',
      'waiting',
      'waiting',
      'rejected',
    ]);
    const turnedAway = service.accept(only(node), { tenant: 'small', id: 'mine' });
    expect(turnedAway.rejection?.code).to.equal('TENANT_QUEUE_FULL');
    expect(turnedAway.rejection?.message).to.equal(
      'The run "mine" of tenant "small" was turned away: as many runs of its tenant wait as that may have.',
    );
    for (let i = 0; i < 6; i++) {
      await eventually(() => visits.length > i);
      visits[i]?.resolve();
    }
    await service.onIdle();
    expect(service.stats().ended).to.include({ completed: 6, refused: 3 });
  });

  it('do not limit runs that have none', () => {
    const { service } = aStartedService({ concurrentRuns: 3, tenants: { concurrentRuns: 1 } });
    const { node } = deferredNode();
    const states = [1, 2, 3].map(() => service.accept(only(node), { graceMs: 0 }).state);
    expect(states).to.deep.equal(['running', 'running', 'running']);
    return service.drain(0, 0);
  });

  it('take turns, whatever the priorities of their runs: none keeps another waiting', async () => {
    const { service } = aStartedService({ concurrentRuns: 1 });
    const { node, visits } = deferredNode();
    const accept = (tenant: string, priority: number) =>
      service.accept(only(node), { tenant, priority });
    for (let i = 0; i < 50; i++) accept('greedy', 100);
    for (let i = 0; i < 3; i++) accept('modest', -100);
    for (let i = 0; i < 6; i++) {
      await eventually(() => visits.length > i);
      visits[i]?.resolve();
    }
    await eventually(() => visits.length > 6);
    expect(visits.slice(0, 6).map(({ context }) => context.tenant)).to.deep.equal([
      'greedy',
      'greedy',
      'modest',
      'greedy',
      'modest',
      'greedy',
    ]);
    await service.drain(0, 0);
  });

  it('may be called anything', async () => {
    const { service } = aStartedService({
      concurrentRuns: 100,
      tenants: { concurrentRuns: 1, queuedRuns: 0 },
    });
    const { node, visits } = deferredNode();
    const names = ['__proto__', 'constructor', 'toString', '', '../../etc', 'a\u0000b', '🦊'];
    for (const tenant of names) {
      expect(service.accept(only(node), { tenant }).state).to.equal('running');
      expect(service.accept(only(node), { tenant }).state).to.equal('rejected');
    }
    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
    expect(new Set(service.stats().tenants.map(({ tenant }) => tenant))).to.deep.equal(
      new Set(names),
    );
    await eventually(() => visits.length === names.length);
    for (const visit of visits) visit.resolve();
    await service.onIdle();
    expect(service.stats().tenants).to.deep.equal([]); // nothing is kept of them
  });

  it('see nothing of one another in a thousand runs at a time', async () => {
    const { service, clock } = aStartedService({
      concurrentRuns: 64,
      tenants: { concurrentRuns: 4 },
    });
    const own = defineNode({
      type: 'own',
      outputs: { tenant: port<string>(), run: port<string>() },
      run: (_inputs, { tenant, runId, signal }) =>
        new Promise<{ tenant: string; run: string }>((resolve) => {
          clock.timer(runId.length % 7, () => {
            if (!signal.aborted) resolve({ tenant: tenant ?? '', run: runId });
          });
        }),
    });
    const flow = workflow('own');
    const handle = flow.add('own', own);
    const built = flow.build();
    const runs = Array.from({ length: 1_000 }, (_, i) => {
      const tenant = `tenant-${String(i % 37)}`;
      return { tenant, run: service.accept(built, { tenant, id: `run ${String(i)}` }) };
    });
    await clock.until(service.onIdle());
    for (const { tenant, run } of runs) {
      const outputs = (await run.result).of(handle);
      expect(outputs).to.deep.equal({ tenant, run: run.id });
    }
  });
});

describe('a service, whatever happens to it', () => {
  it('ends every run exactly once, and holds to its limits at every moment', async () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('accept' as const),
        tenant: fc.constantFrom(undefined, 'a', 'b', '__proto__'),
        priority: fc.integer({ min: -2, max: 2 }),
        ms: fc.integer({ min: 0, max: 30 }),
        maxWaitMs: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
        isDeaf: fc.boolean(),
      }),
      fc.record({ kind: fc.constant('abort' as const), which: fc.nat() }),
      fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 25 }) }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.integer({ min: 0, max: 60 }),
        async (steps, drainMs) => {
          const { service, clock, sink, tasks } = aStartedService({
            concurrentRuns: 3,
            queuedRuns: 6,
            tenants: { concurrentRuns: 2, queuedRuns: 3 },
          });
          const now = new Map<string | undefined, number>();
          const work = (ms: number, isDeaf: boolean) =>
            defineNode({
              type: 'work',
              run: (_inputs, { tenant, signal }) =>
                new Promise<object>((resolve, reject) => {
                  now.set(tenant, (now.get(tenant) ?? 0) + 1);
                  expect([...now.values()].reduce((a, b) => a + b)).to.be.at.most(3);
                  if (tenant !== undefined) expect(now.get(tenant)).to.be.at.most(2);
                  const leave = () => now.set(tenant, (now.get(tenant) ?? 0) - 1);
                  signal.addEventListener('abort', () => {
                    leave();
                    if (!isDeaf) reject(signal.reason as Error);
                  });
                  clock.timer(ms, () => {
                    if (!signal.aborted) leave();
                    resolve({});
                  });
                }),
            });
          const runs = [];
          for (const given of steps) {
            if (given.kind === 'pass') await clock.advance(given.ms);
            else if (given.kind === 'abort') runs[given.which % Math.max(1, runs.length)]?.abort();
            else {
              const { tenant, priority, ms, maxWaitMs, isDeaf } = given;
              runs.push(
                service.accept(only(work(ms, isDeaf)), {
                  priority,
                  graceMs: 0,
                  ...(tenant !== undefined && { tenant }),
                  ...(maxWaitMs !== undefined && { maxWaitMs }),
                }),
              );
            }
            const { running, queued } = service.stats();
            expect(running).to.be.at.most(3);
            expect(queued).to.be.at.most(6);
          }
          const report = await clock.until(service.drain(drainMs, 10));
          const results = await clock.until(Promise.all(runs.map(({ result }) => result)));
          expect(report.runs.every(({ end }) => end !== 'left')).to.equal(true);
          const ends = sink.events.filter(({ type }) => /^run(?!Started)/.test(type));
          expect(ends.map(({ runId }) => runId).sort()).to.deep.equal(
            runs.map(({ id }) => id).sort(),
          );
          for (const record of tasks.runs()) {
            expect(['completed', 'failed', 'aborted']).to.include(record.status);
          }
          const { ended, open, running, queued, tenants } = service.stats();
          expect([open, running, queued, tenants.length]).to.deep.equal([0, 0, 0, 0]);
          expect(Object.values(ended).reduce((a, b) => a + b)).to.equal(results.length);
          await clock.runAll();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is the same twice on a clock that stands still', async () => {
    const story = async () => {
      const { service, clock, sink } = aStartedService({ concurrentRuns: 2, agingMs: 10 });
      const node = (ms: number) =>
        defineNode({
          type: 'work',
          run: () => new Promise<object>((resolve) => void clock.timer(ms, () => resolve({}))),
        });
      for (let i = 0; i < 30; i++) {
        const tenant = String(i % 4);
        service.accept(only(node((i * 7) % 11)), { tenant, priority: i % 3, maxWaitMs: 15 });
        if (i % 5 === 0) await clock.advance(3);
      }
      await clock.until(service.drain(8, 0));
      return sink.events.map(({ type, runId, at }) => [type, runId, at]);
    };
    expect(await story()).to.deep.equal(await story());
  });

  it('needs no virtual clock', async () => {
    expect(new VirtualClock().pendingTimers).to.equal(0);
    const { service } = aStartedService({ concurrentRuns: 2 });
    const runs = Array.from({ length: 20 }, (_, i) => service.accept(only(value(i))));
    await service.onIdle();
    for (const run of runs) expect((await run.result).status).to.equal('completed');
  });
});
