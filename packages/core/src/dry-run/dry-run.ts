import type { RuntimeError } from '../errors/runtime-error.js';
import type { Warning } from '../run/run.js';
import type { RunOptions } from '../run/run-options.js';
import type { Issue } from '../verify/issue.js';
import type { PlannedNodes } from './planned-nodes.js';
import type { Stubs } from './stubs.js';

/** What a dry run may be told. */
export interface DryRunOptions<I = unknown>
  extends Pick<
    RunOptions<I>,
    'parameters' | 'signal' | 'principal' | 'tenant' | 'timeoutMs' | 'id'
  > {
  /** What nodes answer in place of their own work: outputs, or `new Routed(outputs, taken)` to decide on a switch. */
  readonly stubs?: Stubs;
}

/** A loop of a workflow, as planned. */
export interface PlannedLoop {
  readonly id: string;
  readonly maxIterations: number;
  /** The nodes of its body in plan order, those of inner loops included. */
  readonly body: readonly string[];
}

/** What a run would do, as data. No function of a node has been called. */
export interface DryRun {
  readonly runId: string;
  readonly workflow: string;
  /** Whether such a run would be let begin. */
  readonly isReady: boolean;
  /** What refuses or stops it. */
  readonly error: RuntimeError | undefined;
  /** Findings of verification and of this run: missing parameters and secrets, unknown names, stubs that lack something. */
  readonly issues: readonly Issue[];
  readonly warnings: readonly Warning[];
  /** Empty where the workflow itself has errors: there is no plan then. */
  readonly nodes: PlannedNodes;
  readonly loops: readonly PlannedLoop[];
}
