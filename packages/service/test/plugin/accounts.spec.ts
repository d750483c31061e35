import type { AcceptedRun } from '@tenon/service';
import { deferredNode, failing, only, pass, value } from '@tenon/testing';
import { expect } from 'chai';
import { aService, aStartedService, eventually } from '../support/a-service.js';

const ENDS = ['runCompleted', 'runFailed', 'runAborted', 'runRefused'];

describe('the accounts of a service', () => {
  it('have every run in audit and tracking with its end: those that ran and those that did not', async () => {
    const { service, clock, sink, tasks } = aService({ concurrentRuns: 1, queuedRuns: 5 });
    const { node, visits } = deferredNode();
    const runs: AcceptedRun<unknown>[] = [service.accept(only(value(1)), { id: 'early' })];
    void service.start();
    runs.push(
      service.accept(only(node), { id: 'good' }),
      service.accept(only(value(1)), { id: 'aborted' }),
      service.accept(only(value(1)), { id: 'expired', maxWaitMs: 5 }),
      service.accept(only(failing('no')), { id: 'bad' }),
      service.accept(only(pass), { id: 'wrong' }),
      service.accept(only(node), { id: 'stuck', graceMs: 0 }),
      service.accept(only(value(1)), { id: 'full' }),
    );
    await clock.settle();
    expect(
      Object.fromEntries(Array.from(tasks.runs(), ({ runId, status }) => [runId, status])),
    ).to.deep.equal({
      early: 'failed',
      good: 'running',
      aborted: 'pending',
      expired: 'pending',
      bad: 'pending',
      wrong: 'pending',
      stuck: 'pending',
      full: 'failed',
    });
    runs[2]?.abort();
    await clock.advance(5);
    visits[0]?.resolve();
    await eventually(() => visits.length === 2);
    const last = service.accept(only(value(1)), { id: 'queued' });
    runs.push(last);
    const drained = service.drain(10, 10);
    runs.push(service.accept(only(value(1)), { id: 'late' }));
    await clock.until(drained);
    await Promise.all(runs.map(({ result }) => result));

    const ends = new Map(
      sink.events
        .filter(({ type }) => ENDS.includes(type))
        .map(({ runId, type, details }) => [runId, [type, details['code']]]),
    );
    expect(Object.fromEntries(ends)).to.deep.equal({
      early: ['runRefused', 'SERVICE_NOT_STARTED'],
      good: ['runCompleted', undefined],
      aborted: ['runAborted', 'ABORTED'],
      expired: ['runRefused', 'QUEUE_EXPIRED'],
      bad: ['runFailed', 'NODE_FAILED'],
      wrong: ['runRefused', 'INPUT_REQUIRED'],
      stuck: ['runAborted', 'ABORTED'],
      full: ['runRefused', 'QUEUE_FULL'],
      queued: ['runRefused', 'SERVICE_DRAINING'],
      late: ['runRefused', 'SERVICE_DRAINING'],
    });
    expect(sink.events.filter(({ type }) => ENDS.includes(type))).to.have.length(runs.length);
    // Only what was let in has started.
    expect(
      sink.events.filter(({ type }) => type === 'runStarted').map(({ runId }) => runId),
    ).to.deep.equal(['good', 'bad', 'stuck']);
    expect(
      Object.fromEntries(
        Array.from(tasks.runs(), ({ runId, status, error }) => [runId, [status, error?.code]]),
      ),
    ).to.deep.equal({
      early: ['failed', 'SERVICE_NOT_STARTED'],
      good: ['completed', undefined],
      aborted: ['aborted', 'ABORTED'],
      expired: ['failed', 'QUEUE_EXPIRED'],
      bad: ['failed', 'NODE_FAILED'],
      wrong: ['failed', 'INPUT_REQUIRED'],
      stuck: ['aborted', 'ABORTED'],
      full: ['failed', 'QUEUE_FULL'],
      queued: ['failed', 'SERVICE_DRAINING'],
      late: ['failed', 'SERVICE_DRAINING'],
    });
    expect(service.stats()).to.deep.include({
      open: 0,
      ended: { completed: 1, failed: 1, aborted: 2, refused: 6 },
      rejected: {
        QUEUE_FULL: 1,
        TENANT_QUEUE_FULL: 0,
        QUEUE_EXPIRED: 1,
        SERVICE_NOT_STARTED: 1,
        SERVICE_DRAINING: 2,
      },
    });
  });

  it('have the moments of asking and of starting apart', async () => {
    const { service, clock, tasks } = aStartedService({ concurrentRuns: 1 });
    const { node, visits } = deferredNode();
    service.accept(only(node), { id: 'first' });
    const second = service.accept(only(value(1)), { id: 'second' });
    await clock.advance(3_000);
    visits[0]?.resolve();
    await second.result;
    const record = tasks.run('second');
    expect(record?.openedAt.getTime()).to.equal(Date.UTC(2000, 0, 1));
    expect(record?.startedAt?.getTime()).to.equal(Date.UTC(2000, 0, 1) + 3_000);
  });
});

describe('onIdle', () => {
  it('resolves at once where nothing is open, and otherwise with the end of the last run', async () => {
    const { service } = aStartedService({ concurrentRuns: 1 });
    await service.onIdle();
    const { node, visits } = deferredNode();
    service.accept(only(node));
    service.accept(only(node));
    let isIdle = false;
    const idle = [service.onIdle(), service.onIdle()].map((promise) =>
      promise.then(() => {
        isIdle = true;
      }),
    );
    for (const i of [0, 1]) {
      await eventually(() => visits.length > i);
      expect(isIdle).to.equal(false);
      visits[i]?.resolve();
    }
    await Promise.all(idle);
    expect(service.stats().open).to.equal(0);
    await service.onIdle();
  });
});

describe('the figures of a service', () => {
  it('say how it stands, with the busiest tenants and the number of the others', async () => {
    const { service } = aStartedService({ concurrentRuns: 2, queuedRuns: 50 });
    const { node } = deferredNode();
    for (const [i, tenant] of ['a', 'b', 'b', 'b', 'c', 'c', '__proto__'].entries()) {
      service.accept(only(node), { tenant, id: String(i), graceMs: 0 });
    }
    service.accept(only(node), { graceMs: 0 });
    const { tenants, otherTenants, ...rest } = service.stats(2);
    expect(tenants).to.deep.equal([
      { tenant: 'b', running: 1, queued: 2 },
      { tenant: 'c', running: 0, queued: 2 },
    ]);
    expect(otherTenants).to.equal(3);
    expect(rest).to.deep.equal({
      state: 'open',
      running: 2,
      queued: 6,
      open: 8,
      concurrentRuns: 2,
      queuedRuns: 50,
      ended: { completed: 0, failed: 0, aborted: 0, refused: 0 },
      rejected: {
        QUEUE_FULL: 0,
        TENANT_QUEUE_FULL: 0,
        QUEUE_EXPIRED: 0,
        SERVICE_NOT_STARTED: 0,
        SERVICE_DRAINING: 0,
      },
    });
    expect(service.stats().tenants).to.deep.include({ tenant: '__proto__', running: 0, queued: 1 });
    expect(service.stats().tenants).to.deep.include({ tenant: undefined, running: 0, queued: 1 });
    expect(JSON.parse(JSON.stringify(service.stats()))).to.include({ running: 2 });
    await service.drain(0, 0);
  });

  it('list twenty tenants where nothing is said, whatever their number', async () => {
    const { service } = aStartedService({ concurrentRuns: 1_000 });
    const { node } = deferredNode();
    for (let i = 0; i < 200; i++) service.accept(only(node), { tenant: String(i), graceMs: 0 });
    expect(service.stats().tenants).to.have.length(20);
    expect(service.stats().otherTenants).to.equal(180);
    await service.drain(0, 0);
  });
});
