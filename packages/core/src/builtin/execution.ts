import type { Plugin } from '../plugin/plugin.js';
import { STAGES } from '../plugin/stages.js';
import { executeLocally } from '../run/executor/execution.js';
import { VERSION } from '../version.js';

const NAME = 'execution';

/** Step 9: executes the plan in this process, unless another engine has answered before. */
export function execution(): Plugin {
  return Object.freeze<Plugin>({
    manifest: { name: NAME, version: VERSION, stage: STAGES.execution },
    apply(hooks) {
      // An aborted run ends within its own grace, which may be longer than any hook may take.
      hooks.execute.tapPromise({ name: NAME, timeoutMs: Number.POSITIVE_INFINITY }, (plan, run) =>
        executeLocally(plan, run),
      );
    },
  });
}
