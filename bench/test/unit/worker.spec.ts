import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { measure } from '#bench/process/measure.js';
import { workloadNamed } from '#bench/workloads/workloads.js';

const EFFORT = {
  warmUpMs: 1,
  warmUps: 2,
  rounds: 2,
  roundMs: 1,
  peerTimeoutMs: 20_000,
  timeoutMs: 20_000,
};

function moduleOf(path: string) {
  return { file: fileURLToPath(new URL(path, import.meta.url)), isPeer: false };
}

describe('measuring', () => {
  it('gives a figure for each round, in processes of their own', async () => {
    const modules = ['plain-loop', 'tenon'].map((name) =>
      moduleOf(`../../../dist/contenders/${name}.js`),
    );
    const { figures, checksum } = await measure(workloadNamed('1 node'), modules, EFFORT);
    expect(figures.map(({ contender }) => contender)).to.deep.equal(['plain loop', 'Tenon']);
    for (const { cpuNs, wallNs, unable } of figures) {
      expect([cpuNs.length, wallNs.length, unable]).to.deep.equal([2, 2, undefined]);
    }
    expect(checksum).to.equal(0);
  });

  it('goes on without a contender whose process ends, and says so', async () => {
    const modules = [moduleOf('../support/ending.js')];
    const { figures } = await measure(workloadNamed('1 node'), modules, EFFORT);
    expect(figures[0]?.contender).to.equal('ending');
    expect(figures[0]?.unable).to.contain('its process ended with 3');
  });

  it('refuses to compare those that do not do the same work', async () => {
    const modules = [
      moduleOf('../../../dist/contenders/plain-loop.js'),
      moduleOf('../support/cheating.js'),
    ];
    let refused: unknown;
    await measure(workloadNamed('chain of 100'), modules, EFFORT).catch((error: unknown) => {
      refused = error;
    });
    expect(String(refused)).to.contain('"cheating" gave 1, not 41286');
  });
});
