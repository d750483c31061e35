import { expect } from 'chai';
import { flawsOf } from './flaws.js';
import { soak } from './soak.js';

describe('a soak of a service', () => {
  it('ends with every run accounted for, and with nothing left of it', async () => {
    const runs = 3_000;
    const report = await soak({ runs, seed: 1 });
    // The heap of so few says nothing: other specs share it.
    const flaws = flawsOf(report, runs).filter((flaw) => !flaw.startsWith('the heap'));
    expect(flaws).to.deep.equal([]);
    const { endings } = report;
    // It is no soak of anything unless each of these comes about.
    expect(endings).to.include.keys(
      ...['completed', 'failed NODE_FAILED', 'failed TIMEOUT', 'aborted ABORTED'],
      ...['refused INPUT_REQUIRED', 'refused QUEUE_FULL', 'refused TENANT_QUEUE_FULL'],
      ...['refused QUEUE_EXPIRED', 'refused SERVICE_DRAINING'],
    );
  });
});
