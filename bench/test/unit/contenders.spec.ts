import { expect } from 'chai';
import awaitedCalls from '#bench/contenders/awaited-calls.js';
import awaitingLoop from '#bench/contenders/awaiting-loop.js';
import type { Contender } from '#bench/contenders/contender.js';
import layeredAll from '#bench/contenders/layered-all.js';
import plainLoop from '#bench/contenders/plain-loop.js';
import tenon from '#bench/contenders/tenon.js';
import tenonCore from '#bench/contenders/tenon-core.js';
import tenonOperations from '#bench/contenders/tenon-operations.js';
import { INSTALLATIONS } from '#bench/tenon/installed/installations.js';
import { workloadNamed, workloadNames } from '#bench/workloads/workloads.js';

/** These take seconds, and are graphs like others that are smaller. */
const LARGE = /100,000|10,000, made|1,000 runs|timers/;

/** Where a plugin was removed, what needs it cannot be done; these are what workloads need. */
const installed = INSTALLATIONS.map(({ plugin }) => plugin('off').manifest.name);
const hasAllPlugins = ['parameters', 'validation', 'conditional', 'cycles'].every((name) =>
  installed.includes(name),
);

/** The checksum of one execution; `undefined` where a contender cannot, because of a plugin that is not there. */
async function sumBy(contender: Contender, name: string): Promise<number | undefined> {
  const execute = await contender.prepare(workloadNamed(name));
  return 'unable' in execute ? undefined : execute();
}

describe('contenders', () => {
  for (const name of workloadNames().filter((each) => !LARGE.test(each))) {
    it(`do the same work: ${name}`, async () => {
      const sum = await sumBy(plainLoop, name);
      expect(sum).to.be.a('number').and.not.NaN;
      expect(await sumBy(awaitedCalls, name)).to.equal(sum);
      expect(await sumBy(awaitingLoop, name)).to.equal(sum);
      expect(await sumBy(tenon, name)).to.be.oneOf(hasAllPlugins ? [sum] : [sum, undefined]);
      expect(await sumBy(tenonCore, name)).to.be.oneOf([sum, undefined]);
      expect(await sumBy(tenonOperations, name)).to.be.oneOf(
        hasAllPlugins ? [sum] : [sum, undefined],
      );
    });
  }

  it('do the same work layer by layer', async () => {
    const sum = await sumBy(plainLoop, 'original: 100 nodes');
    expect(await sumBy(layeredAll, 'original: 100 nodes')).to.equal(sum);
  });

  it('can do without plugins what needs none', async () => {
    expect(await sumBy(tenonCore, 'chain of 100, mixed')).to.be.a('number');
  });

  it('say in the words of the runtime what they cannot', async () => {
    const answer = await tenonCore.prepare(workloadNamed('self-loop of 10,000'));
    expect(answer).to.have.property('unable').that.contains('cycles');
  });
});
