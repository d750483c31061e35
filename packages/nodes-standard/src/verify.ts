import { CONDITION_CODES, type ConditionFunctions } from '@tenon/conditions';
import { type Issue, issueError, type Level, nestingOf, type ResolvedWorkflow } from '@tenon/core';
import { flawsOf, formulasOf } from './transform/formulas.js';

/** What is wrong with the conditions and expressions of standard nodes, in a workflow and those inside it. */
export function verifyFormulas(
  workflow: ResolvedWorkflow,
  functions: ConditionFunctions | undefined,
): Issue[] {
  const { levels } = nestingOf(workflow, workflow.resolve);
  return levels.flatMap((level) =>
    level.resolved.workflow.nodes.flatMap(({ id }, index) =>
      formulasOf(level.resolved.definitions[index]).flatMap((formula) =>
        flawsOf(formula, functions).map(({ message, hint }) =>
          issueIn(level, id, `The ${formula.what} of node "${id}": ${message}`, hint),
        ),
      ),
    ),
  );
}

function issueIn(
  { resolved, within }: Level,
  node: string,
  message: string,
  hint: string | undefined,
): Issue {
  const inside =
    within.length === 0 ? '' : ` (Inside ${within.map((id) => `"${id}"`).join(' › ')}.)`;
  return issueError('CONDITION_INVALID', message + inside, {
    hint,
    where: {
      workflow: resolved.workflow.name,
      within: within.length === 0 ? undefined : within,
      node,
    },
    category: CONDITION_CODES.CONDITION_INVALID.category,
  });
}
