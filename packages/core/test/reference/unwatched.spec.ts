import { expect } from 'chai';
import fc from 'fast-check';
import { quiet } from '../support/harness.js';
import { expected, observed } from './compare.js';
import { type Event, evaluate } from './evaluator.js';
import { FAMILIES, STEADY } from './families.js';
import { explanations, reasonsDue, reasonsGiven } from './reasons.js';
import { type Observed, runScenario } from './run-scenario.js';
import type { Scenario } from './scenario.js';

/** How many workflows of each family are tried; `RUNS` in the environment asks for more. */
const ALIKE = { numRuns: Number(process.env['RUNS'] ?? 300) };
const STEADILY = { numRuns: Number(process.env['RUNS'] ?? 60) };

describe('Runs that nobody watches', function () {
  this.timeout(60_000);

  for (const [name, family] of Object.entries(FAMILIES)) {
    it(`visit the same nodes of ${name} in the same order as watched ones, and come to the same`, async () => {
      await fc.assert(fc.asyncProperty(family({}), isTheSameWatched), ALIKE);
    });

    it(`come to what the semantics say of ${name}, whatever comes back first and whoever begins to watch`, async () => {
      await fc.assert(fc.asyncProperty(family(STEADY), fc.nat(), agrees), STEADILY);
    });
  }
});

/**
 * Whoever goes on after a failure starts what is ready in plan order, so that from then on the order may differ; what comes
 * of the run differs only where it is stopped then.
 */
async function isTheSameWatched(scenario: Scenario): Promise<void> {
  const watched = await runScenario(scenario);
  const unwatched = await runScenario(scenario, false);
  expect(unwatched.complaints).to.deep.equal([]);
  expect(unwatched.clock.pending, 'timers left').to.equal(0);
  const { onError } = scenario.options;
  const failed = onError === 'stop' ? -1 : watched.events.findIndex(isFailure);
  const order = byBodies(failed < 0 ? watched.events : watched.events.slice(0, failed));
  const known = byBodies(unwatched.events);
  expect(failed < 0 ? known : known.slice(0, order.length)).to.deep.equal(order);
  if (failed >= 0 && (scenario.abort ?? scenario.cut) !== undefined) return;
  expect(told(unwatched)).to.deep.equal(told(watched));
  // What comes back now is late, and changes nothing.
  for (const { leftBehind } of [watched, unwatched]) for (const { settle } of leftBehind) settle();
  await quiet();
  expect(told(unwatched)).to.deep.equal(told(watched));
}

async function agrees(scenario: Scenario, seed: number): Promise<void> {
  const verdict = evaluate(scenario);
  const options = { ...scenario.options, concurrency: 1 + (seed % 4) };
  for (const [other, watched] of [
    [scenario, false],
    [{ ...scenario, seed, options }, false],
    [scenario, 1 + (seed % 8)],
  ] as const) {
    const { frame } = await runScenario(other, watched);
    expect(observed(frame)).to.deep.equal(expected(verdict));
    if (scenario.loops.length > 0) continue;
    expect(reasonsGiven(frame)).to.deep.equal(reasonsDue(scenario, verdict));
  }
}

/** What a run came to and why, and what came back too late. */
function told({ frame, run, leftBehind }: Observed): unknown {
  return {
    ...observed(frame),
    why: explanations(frame).map(({ text }) => text),
    leftBehind: leftBehind.map(({ of }) => of).sort(),
    late: run.lateResults,
  };
}

function isFailure(event: Event): boolean {
  return event.kind === 'settled' && event.as === 'failed';
}

/** What is known without watching: what bodies and controllers did, and in which order. */
function byBodies(events: readonly Event[]): readonly Event[] {
  return events.filter(({ kind }) => kind !== 'started' && kind !== 'settled');
}
