import { RuntimeError } from '../../errors/runtime-error.js';
import type { Issue } from '../../verify/issue.js';
import type { Workflow } from '../../workflow/workflow.js';

/** The error that refuses a run for what verification found; `undefined` where nothing found is an error. */
export function refusal(workflow: Workflow, issues: readonly Issue[]): RuntimeError | undefined {
  if (issues.length === 0) return undefined;
  const errors = issues.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return undefined;
  const more = errors.length > 1 ? ` (and ${String(errors.length - 1)} more, see "issues")` : '';
  const { node, port, loop } = first.where;
  return new RuntimeError(first.code, `${first.message}${more}`, {
    ...(first.hint !== undefined && { hint: first.hint }),
    where: {
      workflow: workflow.name,
      ...(node !== undefined && { node }),
      ...(port !== undefined && { port }),
      ...(loop !== undefined && { loop }),
    },
  });
}
