import type { ActiveRun } from './active-run.js';
import type { EventOptions, RunEvents } from './events/events.js';
import type { DeclaredOutputs } from './result/declared-outputs.js';
import type { RunResult } from './result/result.js';

/** A run that has been started. `O` is the type of the outputs that its workflow declares. */
export class RunHandle<O = DeclaredOutputs<unknown>> {
  readonly id: string;
  /** How the run went; never rejects. */
  readonly result: Promise<RunResult<O>>;
  readonly #run: ActiveRun;

  constructor(run: ActiveRun, result: Promise<RunResult<O>>) {
    this.id = run.id;
    this.result = result;
    this.#run = run;
  }

  /** Stops the run; the reason is kept as it is. Aborting a second time, or after the end, changes nothing. */
  abort(reason?: unknown): void {
    this.#run.stop({ kind: 'aborted', reason });
  }

  /**
   * What happens from now on; everything, when called before the run had its first turn, right after `start`. The run does
   * not wait for its readers: one that is more events behind than its `buffer` holds, 1,024 where nothing is said, loses the
   * oldest. Reading turns timing on. Throws OPTION_INVALID.
   */
  events(options?: EventOptions): RunEvents {
    return this.#run.hub.read(options);
  }
}
