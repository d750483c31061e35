import type { Calls } from '../hooks/calls.js';
import type { RuntimeHooks } from '../hooks/runtime-hooks.js';
import { installationOf } from '../plugin/capabilities.js';
import type { Plugin } from '../plugin/plugin.js';
import { STAGES } from '../plugin/stages.js';
import { refusal } from '../run/result/refusal.js';
import type { Run, RunRequest } from '../run/run.js';
import type { Planner } from '../runtime/planner.js';
import { isPlainObject } from '../values/data.js';
import { isThenable } from '../values/thenable.js';
import { error, type Issue, NO_ISSUES } from '../verify/issue.js';
import { reviewed } from '../verify/review.js';
import { VERSION } from '../version.js';

const NAME = 'admission';

/** What admission takes from the runtime it belongs to. */
export interface AdmissionEnvironment {
  readonly planner: () => Planner;
  readonly calls: () => Calls<RuntimeHooks>;
  /** Whether a plugin takes the parameters of a run. */
  readonly takesParameters: () => boolean;
  /** Where the findings of a run are kept. */
  readonly report: (run: Run, issues: readonly Issue[]) => void;
}

/**
 * Step 4, the part of it that is the core's: brings together what verification found in the workflow and what only this
 * run can show, and refuses the run once for all of it.
 */
export function admission(environment: AdmissionEnvironment): Plugin {
  return Object.freeze<Plugin>({
    manifest: { name: NAME, version: VERSION, stage: STAGES.validation },
    apply(hooks) {
      // What it waits for are the taps of `admit`, each of which has its own time limit.
      hooks.prepare.tapPromise(
        { name: NAME, timeoutMs: Number.POSITIVE_INFINITY },
        (request, run) => {
          const found = findings(environment, request);
          const admitted = environment.calls().admit?.(found, request, run) ?? found;
          const settle = (all: readonly Issue[]): undefined => {
            const issues = reviewed(all, run.resolved, environment.calls().review);
            environment.report(run, issues.length === 0 ? NO_ISSUES : Object.freeze([...issues]));
            const refused = refusal(request.workflow, issues);
            if (refused !== undefined) throw refused;
          };
          return isThenable(admitted) ? admitted.then(settle) : settle(admitted);
        },
      );
    },
  });
}

function findings(environment: AdmissionEnvironment, request: RunRequest): readonly Issue[] {
  const planner = environment.planner();
  const { workflow } = request;
  const fixed = planner.issuesOf(workflow);
  const missing = planner.missingIn(workflow, request, request.inputs);
  const ignored = environment.takesParameters() ? [] : ignoredParameters(request);
  if (missing.length === 0 && ignored.length === 0) return fixed;
  return Object.freeze([...fixed, ...missing, ...ignored]);
}

/** Parameters that no plugin would take are refused, never dropped in silence. */
function ignoredParameters({ parameters, workflow }: RunRequest): Issue[] {
  if (parameters === undefined || parameters === null) return [];
  if (isPlainObject(parameters) && Reflect.ownKeys(parameters).length === 0) return [];
  return [
    error(
      'PLUGIN_MISSING',
      `The run of workflow "${workflow.name}" was given parameters, and no plugin of this runtime takes them.`,
      {
        hint: installationOf('parameters'),
        where: { workflow: workflow.name },
      },
    ),
  ];
}
