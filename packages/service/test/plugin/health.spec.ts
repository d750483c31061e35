import { HealthPart, type HealthReport, type Runtime } from '@tenon/core';
import { deferredNode, only } from '@tenon/testing';
import { expect } from 'chai';
import { aService, aStartedService } from '../support/a-service.js';

async function reportOf(runtime: Runtime): Promise<HealthReport | undefined> {
  const parts = runtime.services.getAll(HealthPart);
  expect(parts.map(({ name }) => name)).to.deep.equal(['run-queue']);
  return parts[0]?.health();
}

describe('the health of a queue', () => {
  it('fails while the door is closed, and says why', async () => {
    const { service, runtime } = aService();
    const shown = async () => {
      const { status, details } = (await reportOf(runtime)) ?? {};
      return [status, details?.['closedBecause']];
    };
    expect(await shown()).to.deep.equal(['failing', 'SERVICE_NOT_STARTED']);
    await service.start();
    expect(await shown()).to.deep.equal(['ok', undefined]);
    await service.drain();
    expect(await shown()).to.deep.equal(['failing', 'SERVICE_DRAINING']);
  });

  it('is told as a part of the health of its runtime: in figures, without the names of tenants', async () => {
    const { service, runtime } = aStartedService({ concurrentRuns: 2 });
    const { node } = deferredNode();
    for (const tenant of ['ada', 'bob', 'cyd']) service.accept(only(node), { tenant });
    const { tenants: _, otherTenants: __, state: ___, ...figures } = service.stats();
    expect(await reportOf(runtime)).to.deep.equal({
      status: 'ok',
      details: { ...figures, running: 2, queued: 1, tenants: 3 },
    });
  });

  for (const queuedRuns of [0, 1]) {
    it(`is worse while the queue is full, with ${String(queuedRuns)} places to wait`, async () => {
      const { service, runtime } = aStartedService({ concurrentRuns: 1, queuedRuns });
      const { node } = deferredNode();
      const statuses: unknown[] = [];
      for (let i = 0; i <= 1 + queuedRuns; i++) {
        statuses.push((await reportOf(runtime))?.status);
        service.accept(only(node));
      }
      const well = Array.from({ length: 1 + queuedRuns }, () => 'ok');
      expect(statuses).to.deep.equal([...well, 'degraded']);
    });
  }
});
