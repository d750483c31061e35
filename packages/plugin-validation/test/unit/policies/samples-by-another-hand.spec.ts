import { BUILT_IN_POLICIES } from '@tenon/plugin-validation';
import { expect } from 'chai';
import {
  CREDENTIAL_SAMPLES,
  PERSONAL_DATA_SAMPLES,
  SQL_SAMPLES,
} from './samples-by-another-hand.js';

const ALL = [CREDENTIAL_SAMPLES, PERSONAL_DATA_SAMPLES, SQL_SAMPLES];

for (const { policy: name, found, left } of ALL) {
  const policy = BUILT_IN_POLICIES.find((one) => one.name === name);
  const detectors = (value: unknown) => policy?.find(value).map(({ detector }) => detector);

  describe(`the policy ${name}, by samples of another hand`, () => {
    for (const { why, value } of found) {
      it(`finds ${why}`, () => {
        expect(detectors(value)).to.be.an('array').that.is.not.empty;
      });
    }
    for (const { why, value } of left) {
      it(`leaves ${why}`, () => {
        expect(detectors(value)).to.deep.equal([]);
      });
    }
  });
}

describe('the samples of another hand', () => {
  it('are at least 30 to be found and 60 to be left, each with a reason of its own', () => {
    const [found, left] = [ALL.flatMap((of) => of.found), ALL.flatMap((of) => of.left)];
    expect(found.length).to.be.at.least(30);
    expect(left.length).to.be.at.least(60);
    const reasons = [...found, ...left].map(({ why }) => why);
    expect(new Set(reasons).size).to.equal(reasons.length);
  });
});
