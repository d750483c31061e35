import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { type Case, outcomesOf } from '#conformance/case.js';
import { compareRun } from '#conformance/compare.js';
import { formatDifference } from '#conformance/difference.js';
import { readCases } from '#conformance/read-cases.js';
import { expectedOf } from '#conformance/reference/expected-of.js';
import { Undecided } from '#conformance/reference/undecided.js';
import { asObserved } from '../../support/as-observed.js';

const CASES = fileURLToPath(new URL('../../../../cases', import.meta.url));

/** What the evaluator says otherwise than a case; `open` where it says nothing. */
function otherwise(stated: Case): string[] | 'open' {
  try {
    const evaluated = outcomesOf({ ...stated, expected: expectedOf(stated) });
    return outcomesOf(stated).flatMap((expected, i) => {
      const mine = evaluated[i] ?? { status: 'refused' };
      const differences = compareRun(expected, asObserved(mine), false).map(formatDifference);
      const open = [expected, mine].map(({ mayRun = [] }) => [...mayRun].sort().join());
      return open[0] === open[1] ? differences : [...differences, `mayRun: ${open.join(' / ')}`];
    });
  } catch (error) {
    if (error instanceof Undecided) return 'open';
    throw error;
  }
}

describe('the reference evaluator', function () {
  this.timeout(30_000);
  let cases: readonly Case[];

  before(async () => {
    ({ cases } = await readCases(CASES));
  });

  for (const group of [
    'conditional',
    'dag',
    'errors',
    'joins',
    'large',
    'loops',
    'merge',
    'nested-loops',
    'parameters',
    'sub-workflows',
    'values',
  ]) {
    it(`agrees with every case of the group ${group}`, () => {
      const found = cases
        .filter((stated) => stated.group === group)
        .map((stated) => [stated.id, otherwise(stated)] as const);
      const wrong = found.filter(([, said]) => said !== 'open' && said.length > 0);
      expect(Object.fromEntries(wrong)).to.deep.equal({});
      expect(found.length).to.be.greaterThan(0);
    });
  }

  it('leaves open only what depends on the clock, on secrets or on contracts', () => {
    const open = cases.filter((stated) => otherwise(stated) === 'open');
    const other = open.filter(
      ({ group, timing }) => timing !== true && group !== 'secrets' && group !== 'contracts',
    );
    expect(other.map(({ id }) => id)).to.deep.equal([]);
    expect(cases.length - open.length).to.be.greaterThan(300);
  });
});
