import { ResourceGuard } from '@tenon/core';
import { runQueue, serve } from '@tenon/service';
import {
  aRuntime,
  expectNoHandlesLeft,
  expectNoListenersLeft,
  heapGrowth,
  only,
  unhandledRejectionsDuring,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { Container } from 'inversify';
import { aStartedService } from '../support/a-service.js';

describe('a service that lives long', () => {
  it('keeps nothing of the runs that have ended, whatever became of them', async () => {
    const service = serve(
      aRuntime({ plugins: [runQueue({ concurrentRuns: 2, queuedRuns: 2 })] }).runtime,
    );
    void service.start();
    const flow = only(value(1));
    const growth = await heapGrowth(
      async (round) => {
        for (let i = 0; i < 6; i++)
          service.accept(flow, { tenant: `${String(round)} ${String(i)}` });
        service.accept(flow).abort();
        await service.onIdle();
      },
      { rounds: 2_000, warmUp: 1_500 },
    );
    expect(growth).to.be.below(500_000);
  });

  it('leaves no listener on a signal that outlives its runs, and no handle', async () => {
    const { signal } = new AbortController();
    await expectNoHandlesLeft(() =>
      expectNoListenersLeft(signal, async () => {
        const { service } = aStartedService({ concurrentRuns: 4, queuedRuns: 3_000 });
        for (let i = 0; i < 3_000; i++) service.accept(only(value(i)), { signal });
        await service.onIdle();
        expect(service.stats().ended.completed).to.equal(3_000);
      }),
    );
  });

  it('counts runs whose signal was aborted before they came, and keeps no place for them', async () => {
    const { service } = aStartedService({ concurrentRuns: 1, queuedRuns: 1 });
    const signal = AbortSignal.abort('too late');
    const runs = [1, 2, 3].map(() => service.accept(only(value(1)), { signal }));
    for (const run of runs) {
      const { status, error } = await run.result;
      expect([status, error?.cause]).to.deep.equal(['aborted', 'too late']);
    }
    await service.onIdle();
    // The third one was turned away as well; what stopped it comes first.
    expect(service.stats()).to.deep.include({ running: 0, queued: 0, open: 0 });
    expect(service.stats().ended.aborted).to.equal(3);
    expect(service.stats().rejected.QUEUE_FULL).to.equal(0);
  });

  it('rejects no promise that nobody looks at', async () => {
    const reasons = await unhandledRejectionsDuring(async () => {
      const { service, clock } = aStartedService({ concurrentRuns: 1, queuedRuns: 3 });
      const runs = Array.from({ length: 6 }, () =>
        service.accept(only(value(1)), { maxWaitMs: 5 }),
      );
      runs[1]?.abort();
      const drained = service.drain(0, 0);
      await clock.until(drained);
      await Promise.all(runs.map(({ result }) => result));
    });
    expect(reasons).to.deep.equal([]);
  });

  it('does not serve a runtime whose host has bound a guard for all its runtimes', () => {
    const container = new Container();
    container.bind(ResourceGuard).toConstantValue({
      enter: () => ({ wallMs: Infinity, visits: () => Infinity, release: () => undefined }),
    });
    const { runtime } = aRuntime({ container, plugins: [runQueue()] });
    expect(() => serve(runtime)).to.throw('another ResourceGuard is bound');
  });

  it('refuses to wait at its start for what is no function', async () => {
    const service = serve(aRuntime({ plugins: [runQueue()] }).runtime);
    const error: unknown = await service.start(5 as never).catch((reason: unknown) => reason);
    expect((error as Error).message).to.include('What a service is to wait for is 5.');
    expect(service.state).to.equal('new');
  });
});
