import { ConditionFunctions } from '@tenon/conditions';
import { NodeType, type Plugin, STAGES } from '@tenon/core';
import { Branches, KnownBranches } from './branches.js';
import { withGates } from './gates.js';
import { BranchHooks } from './hooks.js';
import { BRANCH_KINDS } from './nodes/kinds.js';
import { type ConditionalOptions, checkOptions } from './options.js';
import { routingWrapper } from './routing.js';
import { summaryOf } from './summary.js';
import { verifyBranches } from './verify.js';
import { VERSION } from './version.js';

const NAME = 'conditional';

/**
 * Step 8: lets nodes take some of their output ports. What hangs on the others is dead and is skipped, and every skip says
 * why. Throws OPTION_INVALID, naming each option that is wrong.
 *
 * @example
 * const runtime = createRuntime({ plugins: [conditional({ mode: 'skip-branches' })] });
 * const result = await runtime.execute(pricing);
 * result.why('bonus')?.text;
 */
export function conditional(given?: ConditionalOptions): Plugin {
  const { mode = 'route-data', kinds = true } = checkOptions(given);
  return Object.freeze<Plugin>({
    manifest: {
      name: NAME,
      version: VERSION,
      stage: STAGES.conditional,
      provides: ['conditional'],
    },
    publishes: [BranchHooks],

    register({ bind, isBound }) {
      const known = new KnownBranches();
      bind(KnownBranches).toConstantValue(known);
      if (!isBound(Branches)) bind(Branches).toConstantValue(known);
      if (!kinds) return;
      for (const kind of BRANCH_KINDS) bind(NodeType).toConstantValue(kind);
    },

    apply(hooks, services) {
      const calls = services.get(BranchHooks.calls);
      const functions = services.tryGet(ConditionFunctions);
      const known = services.get(KnownBranches);
      known.use(functions);
      services.get(Branches); // what is bound and is none keeps the runtime from starting

      hooks.verify.tap(NAME, (issues, workflow) => {
        const found = known
          .meet(workflow)
          .flatMap((level) =>
            verifyBranches(level, functions, known.of(level.resolved.workflow)?.neverRunning ?? []),
          );
        return found.length === 0 ? undefined : [...issues, ...found];
      });

      hooks.plan.tap(NAME, (draft, workflow) => withGates(draft, workflow, mode, functions));

      hooks.node.tap(NAME, (wraps, step) => {
        const wrapper = routingWrapper(step, calls);
        if (wrapper !== undefined) wraps.add('check', wrapper);
      });

      hooks.settled.tap(NAME, (_outcome, run) => {
        if (calls.summary === null || run.execution === undefined) return;
        const summary = summaryOf(run.execution.outcomes);
        if (summary.visits + summary.pruned > 0) calls.summary(summary, run);
      });
    },
  });
}
