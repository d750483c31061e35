import { expect } from 'chai';
import { BUILT_IN_POLICIES } from '#validation/policies/built-in.js';
import { CREDENTIAL_DETECTORS } from '#validation/policies/credentials/credentials.js';
import { PERSONAL_DATA_DETECTORS } from '#validation/policies/personal-data/personal-data.js';
import { SQL_STATEMENTS } from '#validation/policies/sql/sql.js';
import { CREDENTIALS_FOUND } from './samples/credentials.js';
import { PERSONAL_DATA_FOUND } from './samples/personal-data.js';
import { SQL_FOUND } from './samples/sql.js';

const TABLES = [
  { name: 'credentials', detectors: CREDENTIAL_DETECTORS, samples: CREDENTIALS_FOUND },
  { name: 'personal-data', detectors: PERSONAL_DATA_DETECTORS, samples: PERSONAL_DATA_FOUND },
  { name: 'sql', detectors: SQL_STATEMENTS, samples: SQL_FOUND },
];

describe('the built-in policies', () => {
  it('are three, by the names that contracts ask for, and frozen', () => {
    expect(BUILT_IN_POLICIES.map(({ name }) => name)).to.deep.equal(TABLES.map(({ name }) => name));
    expect(BUILT_IN_POLICIES.every(Object.isFrozen)).to.equal(true);
    expect(BUILT_IN_POLICIES).to.satisfy(Object.isFrozen);
  });
});

for (const { name, detectors, samples } of TABLES) {
  describe(`the detectors of "${name}"`, () => {
    it('go by names of their own, and each says what it finds and who defines it', () => {
      const names = detectors.map(({ detector }) => detector);
      expect(new Set(names).size).to.equal(names.length);
      for (const { detector, holds, source } of detectors) {
        expect(detector).to.match(/^[a-z]+(?:-[a-z]+)*$/);
        expect(holds, detector).to.match(/^(?:a|an|the|SQL) /);
        expect(source.length, detector).to.be.above(10);
      }
    });

    it('each have a sample', () => {
      const sampled = Object.keys(samples);
      for (const { detector } of detectors) expect(sampled).to.include(detector);
    });
  });
}
