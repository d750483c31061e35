import { RuntimeError } from '../errors/runtime-error.js';
import type { Calls } from '../hooks/calls.js';
import type { RuntimeHooks } from '../hooks/runtime-hooks.js';
import { messageOf } from '../values/describe-value.js';
import { isThenable } from '../values/thenable.js';
import type { ActiveRun, StopCause } from './active-run.js';
import { ExecutedResults, type LazyResults } from './result/lazy-results.js';
import type { RunOutcome, RunStatus } from './result/outcome.js';
import { RunResult } from './result/result.js';

/** How far a run came. */
export interface Progress {
  /** Whether it came to execution; what goes wrong before refuses it. */
  hasStarted: boolean;
  /** What a step threw. */
  error: { readonly thrown: unknown } | undefined;
  results: LazyResults | undefined;
}

/**
 * Ends a run: its one status and error, the observers of `settled`, the result. Answers at once where no observer has to be
 * waited for. Never throws or rejects.
 */
export function conclude(
  run: ActiveRun,
  calls: Calls<RuntimeHooks>,
  progress: Progress,
): RunResult | Promise<RunResult> {
  // Another engine's failures have not been masked yet.
  const told = run.execution?.failures ?? NO_FAILURES;
  const failures = told.length === 0 ? told : run.masked(told);
  const verdict = verdictOf(run, progress, failures);
  run.disarm();
  const outcome = outcomeOf(run, verdict, failures);
  const answered = calls.settled?.(outcome, run);
  return isThenable(answered)
    ? answered.then(() => closed(run, outcome, progress.results))
    : closed(run, outcome, progress.results);
}

const NO_FAILURES: readonly RuntimeError[] = Object.freeze([]);

/** Ends what still tells of the run, and makes its result. */
function closed(run: ActiveRun, told: RunOutcome, made: LazyResults | undefined): RunResult {
  const dropped = run.events?.dropped ?? 0;
  if (dropped > 0) {
    run.warn({
      code: 'EVENT_DROPPED',
      message: `${String(dropped)} events were dropped: their readers were too slow.`,
    });
  }
  // Observers may have warned.
  const warnings = run.warned;
  const outcome = warnings === told.warnings ? told : Object.freeze({ ...told, warnings });
  run.events?.emit({ type: 'runSettled', outcome });
  run.close();
  const { execution, lateResults, mask, workflow } = run;
  const declared = workflow.outputs;
  // What nobody has touched or looked at, the execution tells.
  const isUntouched = made instanceof ExecutedResults && !made.isMade;
  const results = isUntouched ? undefined : made;
  return new RunResult({ outcome, declared, lateResults, execution, results, mask });
}

function outcomeOf(
  run: ActiveRun,
  { status, error }: RunVerdict,
  failures: readonly RuntimeError[],
): RunOutcome {
  return Object.freeze({
    runId: run.id,
    workflow: run.workflow.name,
    status,
    error,
    failures,
    issues: run.issues,
    warnings: run.warned,
  });
}

interface RunVerdict {
  readonly status: RunStatus;
  readonly error: RuntimeError | undefined;
}

/** A stop from outside comes first, then what a step threw, then the first failure in plan order. */
function verdictOf(
  run: ActiveRun,
  { hasStarted, error }: Progress,
  failures: readonly RuntimeError[],
): RunVerdict {
  if (run.stopped !== undefined) return stopVerdict(run, run.stopped);
  if (error !== undefined) {
    return {
      status: hasStarted ? 'failed' : 'refused',
      error: runError(run, error.thrown),
    };
  }
  const [first] = failures;
  return { status: first === undefined ? 'completed' : 'failed', error: first };
}

function stopVerdict(run: ActiveRun, { kind, reason }: StopCause): RunVerdict {
  if (kind !== 'aborted') return { status: 'failed', error: runError(run, reason) };
  const workflow = run.workflow.name;
  return {
    status: 'aborted',
    error: new RuntimeError('ABORTED', `The run of workflow "${workflow}" was aborted.`, {
      cause: run.masked(reason),
      where: { workflow },
    }),
  };
}

function runError(run: ActiveRun, error: unknown): RuntimeError {
  const thrown = run.masked(error);
  if (RuntimeError.is(thrown)) return thrown;
  const workflow = run.workflow.name;
  return new RuntimeError(
    'HOOK_FAILED',
    `The run of workflow "${workflow}" could not go on: ${messageOf(thrown)}`,
    { cause: thrown, where: { workflow } },
  );
}
