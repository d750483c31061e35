import type { NodeOutcome, RunResult } from '@tenon/core';

/** What is compared of two runs: everything that does not depend on when they ran. */
export interface RunReport {
  readonly status: string;
  readonly error: string | undefined;
  readonly results: unknown;
  readonly outcomes: readonly (readonly [node: string, how: string])[];
  readonly warnings: readonly string[];
}

/** The report of a run. */
export function reportOf({ status, error, results, outcomes, warnings }: RunResult): RunReport {
  return {
    status,
    error: error?.code,
    results: { ...results },
    outcomes: Array.from(outcomes, (outcome) => [outcome.node, howOf(outcome)] as const),
    warnings: warnings.map(({ code }) => code),
  };
}

function howOf({ status, reason, error }: NodeOutcome): string {
  return [status, reason, error?.code].filter((part) => part !== undefined).join(' ');
}
