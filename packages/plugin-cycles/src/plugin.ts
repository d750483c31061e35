import { ConditionFunctions } from '@tenon/conditions';
import { type Plugin, STAGES } from '@tenon/core';
import type { ControlKit } from './control/controller.js';
import { HeapGauge, PROCESS_HEAP } from './heap-gauge.js';
import { CycleHooks } from './hooks.js';
import { type CyclesOptions, checkOptions } from './options.js';
import { regionsOf } from './regions.js';
import { Surveys } from './surveys.js';
import { verifyLoops } from './verify/verify.js';
import { VERSION } from './version.js';

const NAME = 'cycles';
/** Milliseconds between two events that tell of a loop's progress. */
const PROGRESS_MS = 100;

/**
 * Step 7: runs declared loops, each until its condition says so or its limits end it. Throws OPTION_INVALID, naming each
 * option that is wrong.
 *
 * @example
 * const runtime = createRuntime({ plugins: [cycles()] });
 * flow.loop('refine', {
 *   back: [[improve.out.draft, improve.in.draft]],
 *   until: 'review.score > 0.9',
 *   maxIterations: 20,
 * });
 * (await runtime.execute(flow.build())).loops['refine']; // { iterations: 4, reason: 'converged', … }
 */
export function cycles(given?: CyclesOptions): Plugin {
  const { maxIterations, progressMs = PROGRESS_MS } = checkOptions(given);
  return Object.freeze<Plugin>({
    manifest: { name: NAME, version: VERSION, stage: STAGES.cycles, provides: ['cycles'] },
    publishes: [CycleHooks],

    register({ bind, isBound }) {
      if (!isBound(HeapGauge)) bind(HeapGauge).toConstantValue(PROCESS_HEAP);
    },

    apply(hooks, services) {
      const calls = services.get(CycleHooks.calls);
      const surveys = new Surveys(services.tryGet(ConditionFunctions));
      const kit: ControlKit = { calls, heap: services.get(HeapGauge), progressMs };

      hooks.verify.tap(NAME, (issues, workflow) => {
        const found = verifyLoops(workflow, surveys);
        return found.length === 0 ? undefined : [...issues, ...found];
      });

      hooks.plan.tap(NAME, (draft, workflow) => {
        const regions = regionsOf(workflow, surveys, kit, maxIterations);
        if (regions.length === 0) return undefined;
        return { ...draft, regions: [...draft.regions, ...regions] };
      });
    },
  });
}
