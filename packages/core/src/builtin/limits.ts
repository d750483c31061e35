import { RuntimeError } from '../errors/runtime-error.js';
import type { Plugin } from '../plugin/plugin.js';
import { STAGES } from '../plugin/stages.js';
import { type Run, RunKey } from '../run/run.js';
import { ResourceGuard, type RunLease } from '../services/resource-guard.js';
import { ignoreRejection, isThenable } from '../values/thenable.js';
import { VERSION } from '../version.js';
import type { OpenRecord } from './tracking.js';

const NAME = 'limits';
const LEASE = new RunKey<RunLease>(NAME);

/**
 * Step 1: lets a run in, now or when there is room, and holds it to what it may use. What has to wait is put on record by
 * what `openRecordOf` answers, so that nobody looks for it in vain.
 */
export function limits(openRecordOf: () => OpenRecord | undefined): Plugin {
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
          const entered = Promise.resolve(lease).then((late) => {
            // Nobody waits for a run that was aborted meanwhile, or takes its place.
            if (run.isAborted) late.release();
            else admit(run, late);
          });
          return onRecord(run, openRecordOf(), entered);
        },
      );

      hooks.settled.tapPromise(NAME, (_outcome, run) => run.get(LEASE)?.release());
    },
  });
}

/** Waits for the record and the place: what cannot be put on record is refused, and leaves its place to others. */
async function onRecord(
  run: Run,
  openRecord: OpenRecord | undefined,
  entered: Promise<void>,
): Promise<void> {
  ignoreRejection(entered); // it may come while the record is still being opened
  try {
    const opened = openRecord?.(run);
    if (opened !== undefined) await opened;
  } catch (error) {
    ignoreRejection(entered.then(() => run.get(LEASE)?.release()));
    throw error;
  }
  return entered;
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
