import type { NodeOutcome, Outcomes, RunResult } from '@tenon/core';

/**
 * What may be compared of the result of a run: what the semantics promise not to depend on the order of events. Any other
 * value is compared as it is.
 */
export function observable(value: unknown): unknown {
  if (!isRunResult(value)) return value;
  const { status, error, failures, results, outcomes, loops, warnings } = value;
  return {
    status,
    error: error?.code,
    failures: failures.map(({ code, where }) => ({ code, ...where })),
    results: { ...results },
    outcomes: outcomesOf(outcomes),
    loops: Object.entries(loops).map(([loop, { iterations, reason }]) => ({
      loop,
      iterations,
      reason,
    })),
    warnings: warnings.map(({ code, node }) => ({ code, node })).sort(byText),
  };
}

function isRunResult(value: unknown): value is RunResult {
  return (
    typeof value === 'object' &&
    value !== null &&
    'runId' in value &&
    'outcomes' in value &&
    'results' in value
  );
}

/** Without times. Outcomes of sub-workflows are as deep as these are nested, which is limited. */
function outcomesOf(outcomes: Outcomes): unknown {
  return Array.from(
    outcomes,
    ({ node, status, reason, error, iterations, attempts, nested }: NodeOutcome) => ({
      node,
      status,
      reason,
      error: error?.code,
      iterations,
      attempts,
      ...(nested !== undefined && { nested: outcomesOf(nested) }),
    }),
  );
}

/** Warnings are told as they come up. */
function byText(one: object, other: object): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}
