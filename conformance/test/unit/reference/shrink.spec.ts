import { expect } from 'chai';
import type { Case } from '#conformance/case.js';
import { FEATURES } from '#conformance/reference/random/features.js';
import { generateRandom } from '#conformance/reference/random/generate-random.js';
import { shrink } from '#conformance/reference/random/shrink.js';

const hasKind = (kind: string) => (stated: Case) =>
  Promise.resolve(stated.nodes.some((node) => node.kind === kind));

/** The first random case that something holds for. */
async function firstCase(holds: (stated: Case) => Promise<boolean>): Promise<Case> {
  for (let seed = 0; ; seed++) {
    const stated = generateRandom(seed, FEATURES);
    if (await holds(stated)) return stated;
  }
}

describe('shrink', function () {
  this.timeout(20_000);

  it('leaves out whatever the failure does not need', async () => {
    const isFailing = hasKind('collect');
    const small = await shrink(await firstCase(isFailing), isFailing);
    expect(small.nodes).to.have.length(1);
    expect(small.connections).to.deep.equal([]);
    for (const member of ['loops', 'inputs', 'options', 'parameters', 'workflows'] as const) {
      expect(small[member], member).to.equal(undefined);
    }
    expect(small.expected).to.include({ status: 'completed' });
  });

  it('works the outcome out anew', async () => {
    const isFailing = (stated: Case) =>
      Promise.resolve('status' in stated.expected && stated.expected.error?.code === 'LOOP_LIMIT');
    const small = await shrink(await firstCase(isFailing), isFailing);
    expect(small.nodes.length).to.be.at.most(2);
    expect(small.loops).to.have.length(1);
    expect(small.loops?.[0]?.back).to.have.length(1);
    expect('loops' in small.expected && small.expected.loops).to.deep.equal({
      [small.loops?.[0]?.id ?? '']: {
        iterations: small.loops?.[0]?.maxIterations ?? 1000,
        reason: 'maxIterations',
      },
    });
  });

  it('takes conditions apart', async () => {
    const hasHas = (stated: Case) => Promise.resolve(JSON.stringify(stated.nodes).includes('has('));
    const small = await shrink(await firstCase(hasHas), hasHas);
    expect(JSON.stringify(small.nodes)).not.to.match(/&&|\|\|/);
  });

  it('leaves a case as it is that nothing can be left out of', async () => {
    const stated = await firstCase(() => Promise.resolve(true));
    const isFailing = (candidate: Case) => Promise.resolve(candidate === stated);
    expect(await shrink(stated, isFailing)).to.equal(stated);
  });
});
