import { type RunResult, RuntimeError } from '@tenon/core';

/** What a plugin has done wrong where its hook says so; that a run was aborted meanwhile is no fault of it. */
export const FAULTS: ReadonlySet<string> = new Set([
  'HOOK_FAILED',
  'HOOK_MISUSE',
  'HOOK_TIMEOUT',
  'OBSERVER_FAILED',
]);

/** What a plugin failed with in the hooks of a run; `undefined` where it did not. */
export function blameOf(
  { error, failures, warnings }: RunResult,
  plugin: string,
): string | undefined {
  for (const given of [error, ...failures, ...warnings.map(({ cause }) => cause)]) {
    // Causes may go round in a circle.
    const seen = new Set<unknown>();
    for (let at: unknown = given; RuntimeError.is(at) && !seen.has(at); at = at.cause) {
      seen.add(at);
      if (at.where.plugin === plugin && FAULTS.has(at.code)) return at.message;
    }
  }
  return undefined;
}
