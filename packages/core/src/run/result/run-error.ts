import { RuntimeError } from '../../errors/runtime-error.js';
import type { RunResult } from './result.js';

/** What `runtime.execute` rejects with: RUN_FAILED, with the whole result and the run's error as cause. */
export class RunError extends RuntimeError {
  readonly result: RunResult;

  constructor(result: RunResult) {
    const { runId, workflow, status, error, failures } = result;
    const more = failures.length > 1 ? ` (and ${String(failures.length - 1)} more failures)` : '';
    super(
      'RUN_FAILED',
      `The run "${runId}" of workflow "${workflow}" ended as ${status}: ${error?.message ?? 'no reason given'}${more}`,
      { cause: error, where: { workflow }, ...(error?.hint !== undefined && { hint: error.hint }) },
    );
    this.result = result;
    // The result may be large and holds data: it is not to be printed with the error.
    Object.defineProperty(this, 'result', { enumerable: false });
  }

  /** Whether a value is what `execute` rejects with, also where another copy of the core made it. Total. */
  static override is(value: unknown): value is RunError {
    return RuntimeError.is(value, 'RUN_FAILED') && Object.hasOwn(value, 'result');
  }
}
