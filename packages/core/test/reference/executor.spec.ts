import { expect } from 'chai';
import fc from 'fast-check';
import { quiet } from '../support/harness.js';
import { expectVerdict } from './compare.js';
import { replay } from './evaluator.js';
import { workflows } from './generator.js';
import { loopWorkflows } from './loop-generator.js';
import { reasonsDue, reasonsGiven } from './reasons.js';
import { runScenario } from './run-scenario.js';
import { RUNS } from './runs.js';
import type { Scenario } from './scenario.js';

describe('Executor ≡ evaluator', function () {
  this.timeout(60_000);

  it('runs workflows without loops as the semantics say, whatever answers at once and whatever by a promise', async () => {
    await fc.assert(fc.asyncProperty(workflows(), agrees), RUNS);
  });

  it('runs workflows with loops as the semantics say', async () => {
    await fc.assert(fc.asyncProperty(loopWorkflows(), agrees), RUNS);
  });
});

async function agrees(scenario: Scenario): Promise<void> {
  const { frame, run, clock, events, complaints, leftBehind, givenUp, told } =
    await runScenario(scenario);
  const verdict = replay(scenario, events);
  expectVerdict(frame, verdict);
  expect(complaints).to.deep.equal([]);
  if (scenario.loops.length === 0) {
    expect(reasonsGiven(frame)).to.deep.equal(reasonsDue(scenario, verdict));
    const settled = [...verdict.outcomes].map(([node, { status }]) => [node, status] as const);
    expect(told, 'told of').to.deep.equal(new Map(settled));
  }
  expect(clock.pending, 'timers left').to.equal(0);
  // What comes back now is late: it changes nothing, and what is not an error is counted.
  const late = [...givenUp].filter(({ isResult }) => isResult).length;
  for (const { settle } of leftBehind) settle();
  await quiet();
  expectVerdict(frame, verdict);
  expect(run.lateResults).to.equal(late);
}
