import { describeValue, type ErrorCode, type Run } from '@tenon/core';
import type { Flaw } from '../schemas/flaw.js';
import { codeOf } from './report-of.js';
import { flawsText } from './report-text.js';
import { flawText, shownFlaw, withoutSecrets } from './show-flaw.js';

/** What is wrong with the value of a port that a workflow declares. */
export interface WorkflowPortFlaw {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | undefined;
}

const WHAT = { input: 'does not take its value', output: 'is not what the workflow declares' };

/** Puts flaws of a declared input or output of a run's workflow into words; `undefined` where there are none to tell. */
export function workflowPortFlaw(
  checked: 'input' | 'output',
  name: string,
  value: unknown,
  all: readonly Flaw[],
  run: Run,
): WorkflowPortFlaw | undefined {
  const flaws = withoutSecrets(all, value);
  if (flaws.length === 0) return undefined;
  const texts = flaws.map((flaw) =>
    flawText(shownFlaw(flaw, value, { root: [name], mask: run.mask })),
  );
  const title = checked === 'input' ? 'Input' : 'Output';
  const workflow = describeValue(run.workflow.name);
  return {
    code: codeOf(checked, flaws),
    message: `${title} "${name}" of workflow ${workflow} ${WHAT[checked]}: ${flawsText(texts)}.`,
    hint: flaws.find((flaw) => flaw.hint !== undefined)?.hint,
  };
}
