import fc from 'fast-check';
import { expectVerdict } from './compare.js';
import { MachineDrive } from './drive-machine.js';
import { replay } from './evaluator.js';
import { workflows } from './generator.js';
import { loopWorkflows } from './loop-generator.js';
import { RUNS } from './runs.js';
import type { Scenario } from './scenario.js';

describe('Machine ≡ evaluator', function () {
  this.timeout(60_000);

  it('schedules workflows without loops as the semantics say, whatever comes back first', () => {
    fc.assert(fc.property(workflows(), agrees), RUNS);
  });

  it('schedules workflows with loops as the semantics say', () => {
    fc.assert(fc.property(loopWorkflows(), agrees), RUNS);
  });
});

function agrees(scenario: Scenario): void {
  const { frame, events } = new MachineDrive(scenario).run();
  expectVerdict(frame, replay(scenario, events));
}
