import type { InspectOptionsStylized, inspect } from 'node:util';
import type { RuntimeError } from '../../errors/runtime-error.js';
import type { Masker } from '../masking/mask.js';
import { maskedJson } from './masked-json.js';
import type { NodeOutcome } from './outcome.js';
import type { RunResult } from './result.js';

/** What a result says of itself where it is written or shown: plain data, without the secrets of its run. */
export function shown(result: RunResult<unknown>, mask: Masker | undefined): unknown {
  const { runId, workflow, status, error, failures, issues, warnings } = result;
  const { outputs, results, outcomes, loops } = result;
  const facts = {
    runId,
    workflow,
    status,
    error: error && shownError(error),
    failures: failures.map(shownError),
    issues,
    warnings,
    outputs,
    results,
    outcomes: Array.from(outcomes, shownOutcome),
    loops,
  };
  return mask === undefined ? facts : maskedJson(facts, mask);
}

/** The same on a console, as `console.log` asks for it; what is empty is left out there. */
export function inspected(
  facts: unknown,
  depth: number,
  options: InspectOptionsStylized,
  print: typeof inspect,
): string {
  if (depth < 0) return options.stylize('[RunResult]', 'special');
  const told = Object.entries(Object(facts) as object).filter(([, value]) => !isEmpty(value));
  return `RunResult ${print(Object.fromEntries(told), options)}`;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined) return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** What it was caused by is left to the error itself: it may be anything. */
function shownError({ code, message, hint, where }: RuntimeError): object {
  return { code, message, ...(hint !== undefined && { hint }), where };
}

function shownOutcome({ node, status, reason, error, durationMs }: NodeOutcome): object {
  return {
    node,
    status,
    ...(reason !== undefined && { reason }),
    ...(error !== undefined && { code: error.code }),
    ...(durationMs !== undefined && { durationMs }),
  };
}
