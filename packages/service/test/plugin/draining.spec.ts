import { RuntimeError } from '@tenon/core';
import type { DrainedRun, DrainReport } from '@tenon/service';
import {
  aWorkflow,
  deferredNode,
  expectNoHandlesLeft,
  only,
  sleeping,
  VirtualClock,
  value,
} from '@tenon/testing';
import { expect } from 'chai';
import { aService, aStartedService, eventually } from '../support/a-service.js';

function brief({ runs }: DrainReport) {
  return runs.map(({ runId, end, code }) => [runId, end, code]);
}

describe('draining', () => {
  it('lets what runs go on, turns away what waits, and lists every run with its end', async () => {
    const { service, clock } = aStartedService({ concurrentRuns: 2 });
    const good = service.accept(only(sleeping(clock, 100)), { id: 'good', tenant: 'acme' });
    service.accept(only(sleeping(clock, 50)), { id: 'other' });
    service.accept(only(value(1)), { id: 'queued', tenant: 'acme' });
    await clock.settle();
    const drained = service.drain(1_000);
    expect(service.state).to.equal('draining');
    const report = await clock.until(drained);
    expect(service.state).to.equal('drained');
    expect((await good.result).status).to.equal('completed');
    expect(report.tookMs).to.equal(100);
    expect(report.isComplete).to.equal(true);
    expect(report.runs[0] satisfies DrainedRun | undefined).to.deep.equal({
      runId: 'good',
      workflow: 'test',
      tenant: 'acme',
      wasQueued: false,
      end: 'completed',
      code: undefined,
      nodesLeft: [],
    });
    expect(report.runs[2]).to.deep.equal({
      runId: 'queued',
      workflow: 'test',
      tenant: 'acme',
      wasQueued: true,
      end: 'refused',
      code: 'SERVICE_DRAINING',
      nodesLeft: [],
    });
    expect(clock.pendingTimers).to.equal(0);
  });

  it('turns away what comes later, and takes what came in the same tick before', async () => {
    const { service, clock } = aStartedService({ concurrentRuns: 1 });
    const before = service.accept(only(value(1)), { id: 'before' });
    const drained = service.drain();
    const after = service.accept(only(value(1)), { id: 'after' });
    expect([before.state, after.state]).to.deep.equal(['running', 'rejected']);
    expect(brief(await clock.until(drained))).to.deep.equal([['before', 'completed', undefined]]);
    const { status, error } = await after.result;
    expect([status, error?.code]).to.deep.equal(['refused', 'SERVICE_DRAINING']);
    const late = await service.accept(only(value(1)), { id: 'late' }).result;
    expect(late.error?.code).to.equal('SERVICE_DRAINING');
    expect(service.stats()).to.deep.include({ state: 'drained', open: 0 });
  });

  it('lists what has been turned away already and is just being told so', async () => {
    const { service, clock } = aStartedService({ concurrentRuns: 1, queuedRuns: 0 });
    service.accept(only(sleeping(clock, 10)), { id: 'runs' });
    service.accept(only(value(1)), { id: 'full' });
    expect(brief(await clock.until(service.drain()))).to.deep.equal([
      ['runs', 'completed', undefined],
      ['full', 'refused', 'QUEUE_FULL'],
    ]);
  });

  it('stops at the deadline what still runs', async () => {
    const { service, clock } = aStartedService();
    const run = service.accept(only(sleeping(clock, 5_000)), { id: 'slow' });
    await clock.settle();
    const report = await clock.until(service.drain(1_000));
    expect(brief(report)).to.deep.equal([['slow', 'aborted', 'DRAIN_DEADLINE']]);
    expect([report.tookMs, report.isComplete]).to.deep.equal([1_000, true]);
    const { status, error } = await run.result;
    expect([status, error?.code]).to.deep.equal(['aborted', 'ABORTED']);
    expect(RuntimeError.is(error?.cause, 'DRAIN_DEADLINE')).to.equal(true);
  });

  it('names the nodes that do not come back when they are told to', async () => {
    const { service, clock } = aStartedService();
    const flow = aWorkflow();
    flow.node('deaf', deferredNode().node);
    service.accept(flow.build(), { id: 'deaf-run', graceMs: 20 });
    await clock.settle();
    const report = await clock.until(service.drain(100));
    expect(report.runs[0]).to.deep.include({
      runId: 'deaf-run',
      end: 'aborted',
      code: 'DRAIN_DEADLINE',
      nodesLeft: ['deaf'],
    });
    expect([report.tookMs, report.isComplete]).to.deep.equal([120, false]);
  });

  it('leaves behind, by name, a run that does not settle within the grace, and waits no more', async () => {
    const { service, clock } = aStartedService();
    service.accept(only(deferredNode().node), { id: 'stubborn', graceMs: 60_000 });
    await clock.settle();
    const report = await clock.until(service.drain(100, 200));
    expect(brief(report)).to.deep.equal([['stubborn', 'left', 'DRAIN_DEADLINE']]);
    expect([report.tookMs, report.isComplete]).to.deep.equal([300, false]);
    expect(service.stats().open).to.equal(1); // it is still told of, and still on record when it ends
    await clock.advance(60_000);
    expect(service.stats()).to.deep.include({ open: 0 });
    expect(service.stats().ended.aborted).to.equal(1);
  });

  it('stops at once with no time, without taking runs out of the queue for stopped ones', async () => {
    const { service, clock } = aStartedService({ concurrentRuns: 1 });
    service.accept(only(sleeping(clock, 10)), { id: 'runs' });
    service.accept(only(sleeping(clock, 10)), { id: 'waits' });
    await clock.settle();
    const report = await clock.until(service.drain(0, 0));
    expect(brief(report)).to.deep.equal([
      ['runs', 'aborted', 'DRAIN_DEADLINE'],
      ['waits', 'refused', 'SERVICE_DRAINING'],
    ]);
  });

  it('stops runs that were started past the service as well', async () => {
    const { service, runtime, clock } = aStartedService({ concurrentRuns: 1 });
    const direct = runtime.start(only(sleeping(clock, 5_000)), { id: 'direct' });
    const quick = runtime.start(only(value(1)), { id: 'waits' });
    await clock.settle();
    expect(brief(await clock.until(service.drain(100)))).to.deep.equal([
      ['direct', 'failed', 'DRAIN_DEADLINE'],
      ['waits', 'refused', 'SERVICE_DRAINING'],
    ]);
    expect((await direct.result).error?.code).to.equal('DRAIN_DEADLINE');
    expect((await quick.result).error?.code).to.equal('SERVICE_DRAINING');
    const late = await runtime.start(only(value(1))).result;
    expect(late.error?.code).to.equal('SERVICE_DRAINING');
  });

  it('is done at once where there is nothing to do', async () => {
    await expectNoHandlesLeft(async () => {
      for (const { service } of [aStartedService(), aService()]) {
        const report = await service.drain();
        expect(report).to.deep.equal({ tookMs: 0, runs: [], isComplete: true });
        expect(service.state).to.equal('drained');
      }
    });
  });

  it('answers the same the second time, which may leave less time and never more', async () => {
    const { service, clock } = aStartedService();
    service.accept(only(sleeping(clock, 60_000)), { id: 'slow' });
    await clock.settle();
    const first = service.drain(10_000);
    await clock.advance(1_000);
    const longer = service.drain(50_000);
    const shorter = service.drain(500);
    const again = service.drain(0, 0);
    const reports = await clock.until(Promise.all([first, longer, shorter, again]));
    expect(new Set(reports).size).to.equal(1);
    expect(reports[0].tookMs).to.equal(1_000);
    expect(await service.drain(5)).to.equal(reports[0]);
  });

  it('keeps the door shut of a service that is still starting', async () => {
    const { service, clock } = aService();
    let open: () => void = () => undefined;
    const started = service.start(
      () =>
        new Promise<void>((resolve) => {
          open = resolve;
        }),
    );
    const report = await service.drain();
    expect(report.runs).to.deep.equal([]);
    open();
    const error: unknown = await started.catch((reason: unknown) => reason);
    expect(RuntimeError.is(error, 'SERVICE_DRAINING')).to.equal(true);
    expect(service.state).to.equal('drained');
    const { error: refusal } = await service.accept(only(value(1))).result;
    expect(refusal?.code).to.equal('SERVICE_DRAINING');
    await clock.settle();
  });

  it('does not hide why starting failed', async () => {
    const { service } = aService();
    const failure = new Error('no database');
    const started = service.start(() => Promise.reject(failure));
    await service.drain();
    expect(await started.catch((error: unknown) => error)).to.equal(failure);
    expect(service.state).to.equal('drained');
  });

  it('refuses wrong figures, and goes on as it was', async () => {
    const { service } = aStartedService();
    for (const wrong of [-1, Number.NaN, Infinity, 2 ** 31, '5', null]) {
      for (const args of [[wrong], [5, wrong]] as [number, number?][]) {
        const error: unknown = await service.drain(...args).catch((reason: unknown) => reason);
        expect(RuntimeError.is(error, 'OPTION_INVALID'), String(wrong)).to.equal(true);
      }
    }
    expect(service.state).to.equal('open');
    expect(service.accept(only(value(1))).state).to.equal('running');
  });

  it('waits until the end of each run is on record, however slow the record is', async () => {
    const events: string[] = [];
    const clock = new VirtualClock();
    const audit = {
      append: ({ type }: { readonly type: string }) =>
        new Promise<void>((resolve) => {
          setTimeout(() => {
            events.push(type);
            resolve();
          }, 5);
        }),
    };
    const { service } = aStartedService({ audit, concurrentRuns: 1 });
    service.accept(only(value(1)));
    service.accept(only(value(1)));
    await service.drain();
    expect(events.filter((type) => /^run(?:Completed|Refused)$/.test(type))).to.have.length(2);
    await clock.settle();
  });

  it('ends with the runtime, when that is disposed of meanwhile', async () => {
    const { service, runtime, clock } = aStartedService({ concurrentRuns: 1 });
    service.accept(only(sleeping(clock, 60_000)), { id: 'runs' });
    service.accept(only(value(1)), { id: 'waits' });
    await eventually(() => service.stats().running === 1);
    const drained = service.drain(10_000);
    await clock.settle();
    await runtime.dispose();
    expect(brief(await drained)).to.deep.equal([
      ['runs', 'aborted', 'RUNTIME_DISPOSED'],
      ['waits', 'refused', 'SERVICE_DRAINING'],
    ]);
  });
});

describe('disposing of the runtime of a service', () => {
  it('aborts what waits and what runs, and leaves nothing open', async () => {
    const { service, runtime, clock } = aStartedService({ concurrentRuns: 1, maxWaitMs: 1_000 });
    const runs = [1, 2].map(() => service.accept(only(sleeping(clock, 60_000))));
    await clock.settle();
    await runtime.dispose();
    for (const run of runs) expect((await run.result).status).to.equal('aborted');
    await service.onIdle();
    expect(clock.pendingTimers).to.equal(0);
  });
});
