import { expect } from 'chai';
import fc from 'fast-check';
import { LOOP_FEATURES, shares, WORKFLOW_FEATURES } from './features.js';
import { workflows } from './generator.js';
import { loopWorkflows } from './loop-generator.js';

const SAMPLE = { seed: 20, numRuns: 500 };

describe('Generated workflows', function () {
  this.timeout(60_000);

  it('hold each feature in at least a fifth of the graphs', () => {
    const found = shares(WORKFLOW_FEATURES, fc.sample(workflows(), SAMPLE));
    expect(rare(found)).to.deep.equal([]);
  });

  it('hold each feature of loops in at least a fifth of the graphs with loops', () => {
    const found = shares(LOOP_FEATURES, fc.sample(loopWorkflows(), SAMPLE));
    expect(rare(found)).to.deep.equal([]);
  });
});

function rare(found: ReadonlyMap<string, number>): readonly string[] {
  const few = [...found].filter(([, share]) => share < 0.2);
  return few.map(([name, share]) => `${name}: ${String(share)}`);
}
