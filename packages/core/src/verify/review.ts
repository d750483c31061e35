import { CORE_CODES } from '../errors/codes.js';
import type { Calls } from '../hooks/calls.js';
import type { RuntimeHooks } from '../hooks/runtime-hooks.js';
import type { ResolvedWorkflow } from '../workflow/resolve.js';
import { type Issue, NO_ISSUES } from './issue.js';

/**
 * Findings as they are acted on: what taps of `review` make of them. The core's errors of structure, and those of a plugin
 * that is missing, stay whatever a tap answers: the runtime could not lower such a workflow to a plan.
 */
export function reviewed(
  issues: readonly Issue[],
  workflow: ResolvedWorkflow,
  review: Calls<RuntimeHooks>['review'],
): readonly Issue[] {
  if (review === null) return issues;
  const given = issues.length === 0 ? NO_ISSUES : Object.freeze([...issues]);
  const answered = review(given, workflow);
  if (answered === given) return issues;
  const kept = new Set(answered);
  const lost = issues.filter((issue) => isVital(issue) && !kept.has(issue));
  if (lost.length === 0) return answered;
  // A softened copy of what was put back would say the same thing twice.
  const said = new Set(lost.map(({ message }) => message));
  return [...lost, ...answered.filter(({ message }) => !said.has(message))];
}

function isVital({ code, severity, category }: Issue): boolean {
  if (severity !== 'error' || !Object.hasOwn(CORE_CODES, code)) return false;
  return category === 'structure' || category === 'plugin';
}
