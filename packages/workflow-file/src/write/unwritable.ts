import { type Issue, type IssuePlace, issueError } from '@tenon/core';

/** Collects what a file cannot say of one workflow. */
export class Unwritable {
  readonly #workflow: string;
  readonly #found: Issue[];

  constructor(workflow: string, found: Issue[]) {
    this.#workflow = workflow;
    this.#found = found;
  }

  tell(message: string, hint: string, where: IssuePlace = {}): void {
    this.#found.push(
      issueError('WORKFLOW_UNWRITABLE', message, {
        hint,
        where: { workflow: this.#workflow, ...where },
      }),
    );
  }
}
