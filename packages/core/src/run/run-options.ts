import type { ParametersFor, RequiredInput } from '../workflow/parameters-for.js';

/** What one run may be told. Everything else belongs to the runtime and its plugins, so that one plan serves all runs. */
export interface RunOptions<I = unknown> {
  /** Values for inputs; needs `@tenon/plugin-parameters`. */
  readonly parameters?: ParametersFor<I> | undefined;
  /** Aborts the run. */
  readonly signal?: AbortSignal;
  /** On whose behalf the workflow runs; for the access policy and for nodes. */
  readonly principal?: unknown;
  readonly tenant?: string;
  /** Milliseconds the run may take; no limit where nothing is said. */
  readonly timeoutMs?: number;
  /** Milliseconds that aborted nodes have to come back; 1,000 where nothing is said. */
  readonly graceMs?: number;
  /** Whether a failure stops the run (default) or only what depends on it. */
  readonly onError?: 'stop' | 'continue';
  /** How many nodes may be waited for at once; 10 where nothing is said. */
  readonly concurrency?: number;
  /** How data is handed over: shared (default), shared and deeply frozen, or copied for each consumer. */
  readonly isolation?: 'share' | 'freeze' | 'copy';
  /** Whether outcomes carry start and duration. */
  readonly timing?: boolean;
  /** The run's id; a new one where nothing is said. */
  readonly id?: string;
}

/**
 * What stands behind the workflow where a run is started: options, which may be left out unless the workflow requires
 * parameters.
 */
export type RunArguments<I, Options extends RunOptions<I> = RunOptions<I>> = [
  RequiredInput<I>,
] extends [never]
  ? [options?: Options]
  : [options: Omit<Options, 'parameters'> & { readonly parameters: ParametersFor<I> }];

/** The options of a run with every default filled in. */
export interface ResolvedRunOptions {
  readonly signal: AbortSignal | undefined;
  readonly principal: unknown;
  readonly tenant: string | undefined;
  readonly timeoutMs: number | undefined;
  readonly graceMs: number;
  readonly onError: 'stop' | 'continue';
  readonly concurrency: number;
  readonly isolation: 'share' | 'freeze' | 'copy';
  readonly timing: boolean;
}
