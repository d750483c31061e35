import { HealthPart, type HealthReport } from '@tenon/core';
import { expect } from 'chai';
import { failsAlways, failsAt, faultyNode } from '../support/faults.js';
import { bench, only } from '../support/run.js';

type Bench = ReturnType<typeof bench>;

async function reportOf({ runtime }: Bench): Promise<HealthReport | undefined> {
  const parts = runtime.services.getAll(HealthPart);
  expect(parts.map(({ name }) => name)).to.deep.equal(['breakers']);
  return parts[0]?.health();
}

describe('the health of breakers', () => {
  it('is told as a part of the health of their runtime, and well where there are none', async () => {
    expect(await reportOf(bench())).to.deep.equal({
      status: 'ok',
      details: { closed: 0, open: 0, halfOpen: 0, notClosed: [] },
    });
  });

  it('is worse while one is open, and says which one and for how long', async () => {
    const its = bench();
    const { node } = faultyNode(failsAt([1]));
    const flow = only(node, { breaker: { failures: 1, restMs: 1000 } });
    await its.run(flow);
    await its.clock.advance(1500);
    expect(await reportOf(its)).to.deep.equal({
      status: 'degraded',
      details: {
        ...{ closed: 0, open: 1, halfOpen: 0 },
        notClosed: [{ per: 'node', name: 'it', workflow: 'flow', state: 'open', openForMs: 1500 }],
      },
    });
    await its.run(flow);
    expect(await reportOf(its)).to.deep.include({ status: 'ok' });
  });

  it('lists twenty, and counts them all', async () => {
    const its = bench();
    const { node } = faultyNode(failsAlways);
    const flow = only(node, { breaker: { failures: 1, perTenant: true } });
    for (let i = 0; i < 25; i++) await its.run(flow, { tenant: `tenant-${String(i)}` });
    const { details } = (await reportOf(its)) ?? {};
    expect(details?.['open']).to.equal(25);
    expect(details?.['notClosed']).to.have.lengthOf(20);
  });
});
