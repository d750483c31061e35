import { inspect } from 'node:util';
import { expect } from 'chai';
import { BUILT_IN_POLICIES } from '#validation/policies/built-in.js';
import type { Policy } from '#validation/policies/policy.js';
import { CREDENTIALS_FOUND, CREDENTIALS_PASSED } from './samples/credentials.js';
import { PERSONAL_DATA_FOUND, PERSONAL_DATA_PASSED } from './samples/personal-data.js';
import type { Positives, Sample } from './samples/sample.js';
import { SQL_FOUND, SQL_PASSED } from './samples/sql.js';

const CORPORA: Readonly<Record<string, { found: Positives; passed: readonly Sample[] }>> = {
  credentials: { found: CREDENTIALS_FOUND, passed: CREDENTIALS_PASSED },
  'personal-data': { found: PERSONAL_DATA_FOUND, passed: PERSONAL_DATA_PASSED },
  sql: { found: SQL_FOUND, passed: SQL_PASSED },
};

for (const [name, { found, passed }] of Object.entries(CORPORA)) {
  describe(`the policy "${name}"`, () => {
    const policy = BUILT_IN_POLICIES.find((it) => it.name === name) as Policy;
    const detectorsIn = (value: unknown) => policy.find(value).map(({ detector }) => detector);

    for (const [detector, samples] of Object.entries(found)) {
      it(`finds by "${detector}"`, () => {
        for (const { value, because } of samples) {
          expect(detectorsIn(value), `${because}: ${inspect(value)}`).to.include(detector);
        }
      });
    }

    it('lets ordinary values pass', () => {
      for (const { value, because } of passed) {
        expect(detectorsIn(value), `${because}: ${inspect(value)}`).to.deep.equal([]);
      }
    });

    it('finds nothing in what only the other policies forbid, and the other way round', () => {
      for (const [other, corpus] of Object.entries(CORPORA)) {
        if (other === name) continue;
        for (const { value, because } of corpus.passed) {
          expect(detectorsIn(value), `${other}: ${because}: ${inspect(value)}`).to.deep.equal([]);
        }
      }
    });
  });
}

describe('the samples', () => {
  it('are many, and twice as many ordinary values as others', () => {
    const found = Object.values(CORPORA).flatMap((corpus) => Object.values(corpus.found).flat());
    const passed = Object.values(CORPORA).flatMap((corpus) => corpus.passed);
    expect(found.length).to.be.at.least(60);
    expect(passed.length).to.be.at.least(120);
  });
});
