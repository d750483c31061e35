import { expect } from 'chai';
import type { Installation } from '#conformance/plugins.js';
import { INSTALLED } from '#conformance/plugins.js';
import { parseCase } from '#conformance/read-cases.js';
import { countsOf, type Entry, report } from '#conformance/report.js';
import type { Form } from '#conformance/run-one.js';
import { runRandom } from '#conformance/run-random.js';

const AS_THEY_STAND: Form = {
  isolation: undefined,
  isRenamed: false,
  permutedBy: undefined,
  shuffledBy: undefined,
};

/** Says that it provides parameters, and does nothing. */
const idle: Installation = { capability: 'parameters', plugins: () => [] };

function failuresIn(entries: readonly Entry[]): string {
  return countsOf(entries).failed === 0 ? '' : report(entries);
}

describe('random cases', function () {
  this.timeout(60_000);

  it('come out as the reference evaluator says', async () => {
    const { entries } = await runRandom({ count: 300, seed: 1 }, AS_THEY_STAND, INSTALLED);
    expect(failuresIn(entries)).to.equal('');
    expect(countsOf(entries).passed).to.equal(300);
  });

  it('come out the same whatever the order in which nodes complete', async () => {
    for (const shuffledBy of [1, 2]) {
      const form = { ...AS_THEY_STAND, shuffledBy };
      const { entries } = await runRandom({ count: 150, seed: 1000 }, form, INSTALLED);
      expect(failuresIn(entries)).to.equal('');
    }
  });

  // Nothing is supplied and little fails: what is behind a promise goes on the short way.
  for (const [what, features, seed] of [
    ['switches', ['switches', 'merge', 'partition', 'modes', 'paths'], 3000],
    ['loops', ['loops', 'conditions', 'paths'], 4000],
    ['loops with switches', ['switches', 'merge', 'modes', 'loops', 'conditions', 'any'], 5000],
  ] as const) {
    it(`with ${what} behind promises come out the same, however many nodes may run at once`, async () => {
      for (const shuffledBy of [0, 1, 2, 3]) {
        const form = { ...AS_THEY_STAND, shuffledBy };
        const random = { count: 30, seed: seed + 30 * shuffledBy, features };
        const { entries, distribution } = await runRandom(random, form, INSTALLED);
        expect(failuresIn(entries)).to.equal('');
        expect(distribution.of('completed')).to.be.greaterThan(10);
      }
    });
  }

  it('come out the same under other names, in another order and under another isolation', async () => {
    const form: Form = { isolation: 'freeze', isRenamed: true, permutedBy: 3, shuffledBy: 4 };
    const { entries } = await runRandom({ count: 150, seed: 2000 }, form, INSTALLED);
    expect(failuresIn(entries)).to.equal('');
  });

  it('are shrunk and shown as files where they fail, the first of them', async () => {
    const { entries } = await runRandom({ count: 60, seed: 1 }, AS_THEY_STAND, [idle]);
    const { passed, failed } = countsOf(entries);
    expect(passed).to.be.greaterThan(0);
    expect(failed).to.be.greaterThan(3);
    const shown = entries.filter(({ text }) => text !== undefined);
    expect(shown).to.have.length(3);
    for (const { id, text = '', verdict } of shown) {
      expect(verdict.kind).to.be.oneOf(['failed', 'broken']);
      expect(parseCase(text, id).nodes.length).to.be.at.most(2);
      expect(report(entries)).to.include(text.trimEnd());
    }
  });

  it('are pending where they need what is not installed', async () => {
    const random = { count: 40, seed: 1, features: ['loops'] } as const;
    const { entries, distribution } = await runRandom(random, AS_THEY_STAND, []);
    expect(distribution.of('loops')).to.be.greaterThan(5);
    expect(countsOf(entries)).to.include({ failed: 0, skipped: distribution.of('loops') });
  });
});
