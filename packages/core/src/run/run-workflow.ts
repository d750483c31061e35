import type { Calls } from '../hooks/calls.js';
import type { RuntimeHooks } from '../hooks/runtime-hooks.js';
import type { Planner } from '../runtime/planner.js';
import { isThenable } from '../values/thenable.js';
import type { ActiveRun } from './active-run.js';
import { conclude, type Progress } from './conclude.js';
import { ExecutedResults } from './result/lazy-results.js';
import type { RunResult } from './result/result.js';

/** To await it lets the caller go on first, and makes no promise for each run. */
const SOON = Promise.resolve();

/**
 * One run, from its request to its result: the ten steps in their order. What stands behind each of them is a plugin; this
 * function owns nothing but the sequence. Never rejects: whatever happens becomes the result.
 */
export async function runWorkflow(
  run: ActiveRun,
  calls: Calls<RuntimeHooks>,
  planner: Planner,
): Promise<RunResult> {
  const progress: Progress = { hasStarted: false, error: undefined, results: undefined };
  // The caller has its handle before anything happens.
  await SOON;
  // Where many begin at once, the event loop is not kept from its turn until the last of them is over.
  const turn = run.turnToBegin;
  if (turn !== undefined) await turn;
  run.events?.emit({ type: 'runStarted', workflow: run.workflow.name });
  try {
    run.throwIfStopped();
    // 1 limits · 2 access · 3 parameters · 4 validation · 5 audit · 6 tracking
    const prepared = calls.prepare?.(run.request, run);
    run.request = (isThenable(prepared) ? await run.waitsFor(prepared) : prepared) ?? run.request;
    run.throwIfStopped();
    // 7 cycles · 8 conditional: facts of the plan
    const plan = planner.planOf(run.workflow);
    progress.hasStarted = true;
    // 9 execution
    const execution = calls.execute?.(plan, run);
    run.execution = isThenable(execution) ? await run.waitsFor(execution) : execution;
    // 10 results
    const executed = new ExecutedResults(run.execution);
    const results = calls.results?.(executed, run);
    progress.results = (isThenable(results) ? await run.waitsFor(results) : results) ?? executed;
  } catch (error) {
    progress.error = { thrown: error };
  }
  return conclude(run, calls, progress);
}
