import { type RunResult, RuntimeError } from '@tenon/core';

/** What a plugin has done wrong where its hook says so; that a run was aborted meanwhile is no fault of it. */
export const FAULTS: ReadonlySet<string> = new Set([
  'HOOK_FAILED',
  'HOOK_MISUSE',
  'HOOK_TIMEOUT',
  'OBSERVER_FAILED',
]);

/** The plugin that fails on purpose. */
export const SABOTEUR = 'spec-saboteur';

/** What a plugin failed with in the hooks of a run that was not made to; `undefined` where none did. */
export function blameOf({ error, failures, warnings }: RunResult): string | undefined {
  for (const given of [error, ...failures, ...warnings.map(({ cause }) => cause)]) {
    // Causes may go round in a circle.
    const seen = new Set<unknown>();
    for (let at: unknown = given; RuntimeError.is(at) && !seen.has(at); at = at.cause) {
      seen.add(at);
      const { plugin } = at.where;
      if (plugin !== undefined && plugin !== SABOTEUR && FAULTS.has(at.code)) return at.message;
    }
  }
  return undefined;
}
