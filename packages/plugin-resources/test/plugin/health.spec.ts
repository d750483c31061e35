import { HealthPart, type HealthReport } from '@tenon/core';
import { expect } from 'chai';
import { type TestResources, withResources } from '../support/runtime.js';
import { things } from '../support/things.js';

async function reportOf({ runtime }: TestResources): Promise<HealthReport | undefined> {
  const parts = runtime.services.getAll(HealthPart);
  expect(parts.map(({ name }) => name)).to.deep.equal(['resources']);
  return parts[0]?.health();
}

describe('the health of resources', () => {
  it('is told as a part of the health of their runtime: each by its name, and none is made for it', async () => {
    const odd = things({ name: '__proto__' });
    const its = withResources({ define: [things().resource, odd.resource] });
    const { status, details = {} } = (await reportOf(its)) ?? {};
    expect([status, Object.keys(details)]).to.deep.equal(['ok', ['thing', '__proto__']]);
    const { name: _, failure: __, ...figures } = its.stats('thing');
    expect(details['thing']).to.deep.equal(figures);
    expect(odd.journal).to.deep.equal([]);
  });

  it('is worse until what could not be made is made, and shows of the failure no message', async () => {
    let isUp = false;
    const { resource } = things({
      create: () => {
        if (!isUp) throw new Error('cannot connect to db://ada:pass@db');
        return {} as never;
      },
    });
    const its = withResources({ define: [resource] });
    await its.service.use(resource, () => 0).catch(() => 0);
    const failed = await reportOf(its);
    expect(failed?.status).to.equal('degraded');
    expect(failed?.details?.['thing']).to.deep.include({
      failed: 1,
      failure: { code: 'RESOURCE_FAILED', at: its.clock.date().toISOString() },
    });
    expect(JSON.stringify(failed)).not.to.include('ada');
    isUp = true;
    await its.service.use(resource, () => 0);
    expect((await reportOf(its))?.status).to.equal('ok');
  });

  it('is well while others of what broke are left', async () => {
    for (const [stated, expected] of [
      [{ max: 2 }, ['ok', 'degraded']],
      [{ shared: true }, ['degraded', 'degraded']],
    ] as const) {
      const { resource } = things(stated);
      const its = withResources({ define: [resource] });
      const leases = [await its.service.lease(resource), await its.service.lease(resource)];
      const statuses: unknown[] = [];
      for (const lease of leases) {
        lease.broken(new Error('cut'));
        statuses.push((await reportOf(its))?.status);
      }
      expect(statuses).to.deep.equal(expected);
      await its.service.use(resource, () => 0);
      expect((await reportOf(its))?.status).to.equal('ok');
    }
  });
});
