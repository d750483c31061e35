import type { InspectOptionsStylized, inspect } from 'node:util';
import type { RuntimeError } from '../../errors/runtime-error.js';
import type { Issue } from '../../verify/issue.js';
import type { NodeHandle } from '../../workflow/handles.js';
import type { OutputValues } from '../../workflow/port.js';
import type { WorkflowOutput } from '../../workflow/workflow.js';
import type { Execution } from '../executor/execution.js';
import type { LoopSummary } from '../executor/notes.js';
import type { Masker } from '../masking/mask.js';
import type { Warning } from '../run.js';
import { type DeclaredOutputs, declaredOutputs } from './declared-outputs.js';
import { ExecutedResults, type LazyResults } from './lazy-results.js';
import {
  NO_OUTCOMES,
  type Outcomes,
  type Results,
  type RunOutcome,
  type RunStatus,
} from './outcome.js';
import { inspected, shown } from './shown.js';
import type { Explanation } from './why.js';

/** What a result is made of. */
export interface ResultFacts {
  readonly outcome: RunOutcome;
  /** The outputs that the workflow declares. */
  readonly declared: readonly WorkflowOutput[];
  readonly lateResults: number;
  /** Absent where the run never got so far. */
  readonly execution: Execution | undefined;
  /** What taps made of the results; absent where they left them as they were executed. */
  readonly results: LazyResults | undefined;
  /** Of a run that has secrets. */
  readonly mask: Masker | undefined;
}

/** `inspect.custom`, as Node registers it: to import `node:util` loads its streams. */
const INSPECT: typeof inspect.custom = Symbol.for('nodejs.util.inspect.custom') as never;

/** How a run went: always whole, whatever its status. What is not looked at is not made. `O` is the type of its outputs. */
export class RunResult<O = DeclaredOutputs<unknown>> {
  readonly runId: string;
  readonly workflow: string;
  readonly status: RunStatus;
  /** The first failure in plan order; what refused, stopped or timed out the run otherwise. */
  readonly error: RuntimeError | undefined;
  /** Every failure, in plan order. */
  readonly failures: readonly RuntimeError[];
  /** What verification found: errors where the run was refused, and warnings. */
  readonly issues: readonly Issue[];
  readonly warnings: readonly Warning[];
  /** Results that came after their node had been given up on. */
  readonly lateResults: number;
  readonly #declared: readonly WorkflowOutput[];
  #outputs: O | undefined;
  readonly #execution: Execution | undefined;
  #results: LazyResults | undefined;
  readonly #mask: Masker | undefined;

  /** Made by the runtime. */
  constructor({ outcome, declared, lateResults, execution, results, mask }: ResultFacts) {
    this.runId = outcome.runId;
    this.workflow = outcome.workflow;
    this.status = outcome.status;
    this.error = outcome.error;
    this.failures = outcome.failures;
    this.issues = outcome.issues;
    this.warnings = outcome.warnings;
    this.lateResults = lateResults;
    this.#declared = declared;
    this.#execution = execution;
    this.#results = results;
    this.#mask = mask;
  }

  /**
   * The outputs that the workflow declares, by name: each as its source delivered it. Absent where the source did not
   * complete; in a run that completed, the default of the output stands in then.
   */
  get outputs(): O {
    return (this.#outputs ??= declaredOutputs(
      this.#declared,
      (id) => this.#execution?.outputsOf({ id }),
      this.status === 'completed',
    ) as O);
  }

  /** Node id → outputs; `null` where the node was skipped, absent where it failed or was aborted. */
  get results(): Results {
    // What was executed is there also where the hook "results" was not passed to its end.
    this.#results ??= new ExecutedResults(this.#execution);
    return this.#results.record;
  }

  /** Every node's outcome, by id and in plan order. */
  get outcomes(): Outcomes {
    return this.#execution?.outcomes ?? NO_OUTCOMES;
  }

  /** How each loop that was entered ended, by id. */
  get loops(): Readonly<Record<string, LoopSummary>> {
    return this.#execution?.loops ?? NOTHING;
  }

  /** The outputs of a node, typed by its handle; `undefined` where it did not complete. */
  of<NI, NO>(handle: NodeHandle<NI, NO>): OutputValues<NO> | undefined {
    return this.#execution?.outputsOf(handle) as OutputValues<NO> | undefined;
  }

  /**
   * Why a node stands as it does, as data and as a sentence, followed to the first cause. Several ids lead into
   * sub-workflows: `why('sub', 'node')`. `undefined` where there is no such node.
   */
  why(...path: readonly [string, ...string[]]): Explanation | undefined {
    const explanation = this.#execution?.explain(path);
    return this.#mask === undefined ? explanation : this.#mask.value(explanation);
  }

  /**
   * For `JSON.stringify`: the members above, with outcomes without their outputs and errors without their causes. Unlike
   * {@link results} itself, what it answers shows no secret of the run.
   */
  toJSON(): unknown {
    return shown(this, this.#mask);
  }

  /** For `console.log`: the same, but for what is empty. */
  [INSPECT](depth: number, options: InspectOptionsStylized, print: typeof inspect): string {
    return inspected(this.toJSON(), depth, options, print);
  }
}

const NOTHING = Object.freeze(Object.create(null) as Record<string, never>);
