import { expect } from 'chai';
import fc from 'fast-check';
import type { Frame } from '#core/run/executor/frame.js';
import { expected, observed } from './compare.js';
import { MachineDrive } from './drive-machine.js';
import { evaluate } from './evaluator.js';
import { STEADY } from './families.js';
import { workflows } from './generator.js';
import { loopWorkflows } from './loop-generator.js';
import { renamed, shuffled } from './rename.js';
import { runScenario } from './run-scenario.js';
import type { Scenario, Timing } from './scenario.js';

describe('What a run comes to', function () {
  this.timeout(60_000);

  for (const [name, family] of [
    ['without loops', workflows(STEADY)],
    ['with loops', loopWorkflows(STEADY)],
  ] as const) {
    describe(name, () => {
      it('does not depend on what comes back first, on the concurrency, or on who answers at once', async () => {
        await fc.assert(
          fc.asyncProperty(family, fc.nat(), async (scenario, seed) => {
            const due = expected(evaluate(scenario));
            const concurrency = 1 + (seed % 4);
            const options = { ...scenario.options, concurrency };
            for (const other of [scenario, { ...scenario, seed, options }]) {
              for (const timing of ['sync', 'async', 'mixed'] as const) {
                const { frame } = await runScenario(timed(other, timing));
                expect(observed(frame)).to.deep.equal(due);
              }
            }
          }),
          { numRuns: 150 },
        );
      });

      it('is the same for the sweep and for the machine, watched or not', async () => {
        await fc.assert(
          fc.asyncProperty(family, async (scenario) => {
            const swept = timed(scenario, 'sync');
            const due = observed(new MachineDrive(swept).run().frame);
            for (const isWatched of [true, false]) {
              const { frame } = await runScenario(swept, isWatched);
              expect(observed(frame)).to.deep.equal(due);
            }
          }),
          { numRuns: 200 },
        );
      });

      it('does not depend on names', async () => {
        await fc.assert(
          fc.asyncProperty(family, async (scenario) => {
            const other = renamed(scenario);
            const { frame } = await runScenario(other);
            expect(told(frame, other)).to.deep.equal(
              told((await runScenario(scenario)).frame, scenario),
            );
          }),
          { numRuns: 200 },
        );
      });

      it('does not depend on the order of declaration where that means nothing', async () => {
        await fc.assert(
          fc.asyncProperty(family, fc.nat(), async (scenario, seed) => {
            const { frame } = await runScenario(shuffled(scenario, seed));
            const { failures, ...rest } = observed(frame);
            const due = observed((await runScenario(scenario)).frame);
            expect(rest).to.deep.equal({ outcomes: due.outcomes, loops: due.loops });
            expect(failures).to.have.deep.members([...due.failures]);
          }),
          { numRuns: 200 },
        );
      });
    });
  }
});

function timed(scenario: Scenario, timing: Timing): Scenario {
  const nodes = scenario.nodes.map((node) => ({ ...node, timing }));
  const loops = scenario.loops.map((loop) => ({
    ...loop,
    controller: { ...loop.controller, isAsync: timing === 'async' },
  }));
  return { ...scenario, nodes, loops };
}

/** What a run came to by places, not by names. */
function told(frame: Frame, { nodes, loops }: Scenario): unknown {
  const { outcomes, failures, loops: summaries } = observed(frame);
  const places = new Map<string, string>([
    ...nodes.map(({ id }, at): [string, string] => [`node ${id}`, `node ${String(at)}`]),
    ...loops.map(({ id }, at): [string, string] => [`loop ${id}`, `loop ${String(at)}`]),
  ]);
  return {
    outcomes: nodes.map(({ id, routes }) => byPlace(own(outcomes, id), routes?.ports ?? [])),
    loops: loops.map(({ id }) => own(summaries, id)),
    failures: failures.map(({ code, place }) => [code, places.get(place)]),
  };
}

/** An outcome with the exclusive ports among its outputs by number. */
function byPlace(outcome: unknown, ports: readonly string[]): unknown {
  const { outputs, ...rest } = outcome as { outputs?: Record<string, unknown> };
  const values = Object.entries(outputs ?? {}).map(([name, value]) => [
    ports.indexOf(name),
    name,
    value,
  ]);
  return {
    ...rest,
    outputs: outputs && values.map(([at, name, value]) => [(at as number) < 0 ? name : at, value]),
  };
}

function own(object: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value;
}
