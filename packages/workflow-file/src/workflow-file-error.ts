import { type Issue, RuntimeError } from '@tenon/core';

/** The error that a workflow file is refused with, or a workflow that no file can hold. Carries all findings. */
export class WorkflowFileError extends RuntimeError {
  /** Everything that was found, in order of file and place. */
  readonly issues: readonly Issue[];

  constructor(
    code: 'FILE_INVALID' | 'WORKFLOW_UNWRITABLE',
    what: string,
    issues: readonly Issue[],
  ) {
    const errors = issues.filter(({ severity }) => severity === 'error');
    const [first] = errors;
    const more = errors.length > 1 ? ` And ${String(errors.length - 1)} more: see "issues".` : '';
    const told = first === undefined ? '' : ` ${placeText(first)}${first.message}${more}`;
    super(code, what + told, first?.hint === undefined ? {} : { hint: first.hint });
    this.issues = issues;
  }
}

/** `flow.yaml:12:7: `, or nothing where a finding has no place. */
function placeText({ where: { file, line, column } }: Issue): string {
  if (line === undefined) return file === undefined ? '' : `${file}: `;
  return `${file === undefined ? '' : `${file}:`}${String(line)}:${String(column)}: `;
}
