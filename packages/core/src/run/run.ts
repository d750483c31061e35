import type { RuntimeError } from '../errors/runtime-error.js';
import type { Clock } from '../services/clock.js';
import type { Logger } from '../services/logger.js';
import type { ResolvedWorkflow } from '../workflow/resolve.js';
import type { SecretValue } from '../workflow/secret-value.js';
import type { Workflow } from '../workflow/workflow.js';
import type { Execution } from './executor/execution.js';
import type { VisitCheck } from './executor/pace.js';
import type { Masker } from './masking/mask.js';
import type { ResolvedRunOptions } from './run-options.js';
import type { Filling, Supplied, Supply } from './supply/supplies.js';

/** The typed key to a plugin's own state in a run. */
export class RunKey<T> {
  declare readonly type: T;
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Something a run wants to say that is no failure. */
export interface Warning {
  readonly code: string;
  readonly message: string;
  /** What would fix it; where nothing is said, what the table of codes has for a code of the core. */
  readonly hint?: string;
  readonly node?: string;
  readonly cause?: unknown;
}

/** What `prepare` works on: the caller's parameters, and what they supply to inputs. */
export interface RunRequest extends Supplied {
  readonly workflow: Workflow;
  /** As the caller gave them; never changed. */
  readonly parameters: unknown;
  /** Values for inputs and settings of nodes, one by one. */
  readonly supplies: readonly Supply[];
  /** The same for places that are known before the run, all at once. `suppliesIn` tells both. */
  readonly fillings?: readonly Filling[];
  /** Values for the workflow's declared inputs. */
  readonly inputs: ReadonlyMap<string, unknown>;
  /** The secrets that node types ask for, by the names their provider knows. A node gets those it asks for. */
  readonly secrets?: ReadonlyMap<string, SecretValue>;
}

/** One execution, as hooks and controllers see it. */
export interface Run {
  readonly id: string;
  readonly workflow: Workflow;
  /** The workflow with the definitions of its nodes. */
  readonly resolved: ResolvedWorkflow;
  readonly options: ResolvedRunOptions;
  /** Whether it is a dry run: everything up to its execution happens, and no node is called. */
  readonly isDryRun: boolean;
  /** Aborted when the run stops, whatever stops it. Made when it is first asked for. */
  readonly signal: AbortSignal;
  /** Whether {@link signal} is aborted. Asking makes no signal. */
  readonly isAborted: boolean;
  readonly clock: Clock;
  readonly log: Logger;
  /** A plugin's own state in this run. */
  get<T>(key: RunKey<T>): T | undefined;
  set<T>(key: RunKey<T>, value: T): void;
  /** Adds to `result.warnings`. */
  warn(warning: Warning): void;
  /**
   * Takes this run's secrets out of what is written or shown; `undefined` where it has none. Set while the run is
   * prepared. A plugin that writes data of nodes somewhere applies it: `run.mask?.value(outputs) ?? outputs`.
   */
  mask: Masker | undefined;
  /** What came of step 9; `undefined` before it. */
  readonly execution: Execution | undefined;
  /** What the taps of `prepare` made of the caller's request. */
  readonly request: RunRequest;
  /**
   * Calls back with the number of node visits started so far, and again exactly at the number it answers. What it throws
   * stops the run. One check at a time costs next to nothing for each visit.
   */
  checkVisits(check: VisitCheck): void;
  /** Stops the run with an error when it still runs after so many milliseconds from now on. */
  limitTime(ms: number, error: () => RuntimeError): void;
}
