import { RuntimeError } from '../errors/runtime-error.js';
import type { Plugin } from '../plugin/plugin.js';
import { STAGES } from '../plugin/stages.js';
import { type Run, RunKey } from '../run/run.js';
import { ResourceGuard, type RunLease } from '../services/resource-guard.js';
import { isThenable } from '../values/thenable.js';
import { VERSION } from '../version.js';

const NAME = 'limits';
const LEASE = new RunKey<RunLease>(NAME);

/** Step 1: lets a run in, now or when there is room, and holds it to what it may use. */
export function limits(): Plugin {
  return Object.freeze<Plugin>({
    manifest: { name: NAME, version: VERSION, stage: STAGES.limits },
    apply(hooks, services) {
      const guard = services.get(ResourceGuard);

      // A run may have to wait for its place longer than any hook may take.
      hooks.prepare.tapPromise(
        { name: NAME, timeoutMs: Number.POSITIVE_INFINITY },
        (_request, run) => {
          const lease = guard.enter(run);
          if (!isThenable(lease)) return admit(run, lease);
          return Promise.resolve(lease).then((late) => {
            // Nobody waits for a run that was aborted meanwhile, or takes its place.
            if (run.isAborted) late.release();
            else admit(run, late);
          });
        },
      );

      hooks.settled.tapPromise(NAME, (_outcome, run) => run.get(LEASE)?.release());
    },
  });
}

function admit(run: Run, lease: RunLease): undefined {
  run.set(LEASE, lease);
  run.checkVisits((visits) => lease.visits(visits));
  run.limitTime(lease.wallMs, () => lateError(run.workflow.name, lease.wallMs));
}

function lateError(workflow: string, wallMs: number): RuntimeError {
  return new RuntimeError(
    'LIMIT_REACHED',
    `The run of workflow "${workflow}" reached the limit "wallMs" (${String(wallMs)}).`,
    { hint: 'Raise "wallMs", or find out what takes so long.', where: { workflow } },
  );
}
