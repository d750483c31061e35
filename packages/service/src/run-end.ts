import { type RunStatus, RuntimeError, type Warning } from '@tenon/core';

/** What both a result and the outcome that observers get say of the end of a run. */
export interface EndedRun {
  readonly status: RunStatus;
  readonly error: RuntimeError | undefined;
  readonly warnings: readonly Warning[];
}

/** How a run ended, as far as a service tells it. */
export interface RunEnd {
  readonly status: RunStatus;
  /** The code of what failed, refused or stopped it. */
  readonly code: string | undefined;
  /** The nodes, by path, that were told to stop and did not come back. */
  readonly nodesLeft: readonly string[];
}

/** Reads the end of a run. One that was aborted has the code of the reason, where that is an error of Tenon. */
export function endOf({ status, error, warnings }: EndedRun): RunEnd {
  const cause = status === 'aborted' && RuntimeError.is(error?.cause) ? error.cause : error;
  const nodes = warnings.flatMap(({ code, node }) =>
    code === 'NODE_ABANDONED' && node !== undefined ? [node] : [],
  );
  return Object.freeze({ status, code: cause?.code, nodesLeft: Object.freeze(nodes) });
}
