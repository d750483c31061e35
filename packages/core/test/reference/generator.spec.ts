import { expect } from 'chai';
import fc from 'fast-check';
import sinon from 'sinon';
import { Flow } from '#core/run/executor/flow.js';
import { FAMILIES, STEADY } from './families.js';
import {
  AWAITED_LOOP_FEATURES,
  FLOW_FEATURES,
  LOOP_FEATURES,
  shares,
  WORKFLOW_FEATURES,
} from './features.js';
import { workflows } from './generator.js';
import { loopWorkflows } from './loop-generator.js';
import { runScenario } from './run-scenario.js';

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

  for (const [name, features] of [
    ['plain workflows with switches', FLOW_FEATURES],
    ['plain loops without switches', AWAITED_LOOP_FEATURES],
    ['plain loops with switches', AWAITED_LOOP_FEATURES],
  ] as const) {
    it(`hold each feature of ${name} in at least a fifth of them`, () => {
      const found = shares(features, fc.sample(familyOf(name)({}), SAMPLE));
      expect(rare(found)).to.deep.equal([]);
    });
  }

  it('go on by themselves behind their first promise, to the end, in every second plain workflow', async () => {
    const left = sinon.spy(Flow.prototype, 'leave');
    const suited = sinon.spy(Flow, 'suits');
    try {
      const scenarios = fc.sample(familyOf('plain workflows with switches')(STEADY), SAMPLE);
      for (const scenario of scenarios.slice(0, 200)) await runScenario(scenario, false);
      const begun = suited.returnValues.filter((suits) => suits).length;
      expect(begun - left.callCount).to.be.greaterThan(100);
    } finally {
      sinon.restore();
    }
  });
});

function familyOf(name: string): (typeof FAMILIES)[string] {
  return FAMILIES[name] as (typeof FAMILIES)[string];
}

function rare(found: ReadonlyMap<string, number>): readonly string[] {
  const few = [...found].filter(([, share]) => share < 0.2);
  return few.map(([name, share]) => `${name}: ${String(share)}`);
}
