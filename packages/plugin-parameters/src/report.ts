import {
  type ErrorCode,
  type Issue,
  type IssueDetails,
  issueError,
  issueWarning,
  NameHints,
  type Severity,
} from '@tenon/core';
import { PARAMETER_CODES } from './codes.js';

type Details = Omit<IssueDetails, 'category'>;

/** Collects findings on one workflow and, by {@link inside}, on those in it. */
export class Report {
  readonly issues: Issue[];
  /** Near names for all of them together, so that many findings cost no more than few. */
  readonly names: NameHints;
  readonly #workflow: string;
  readonly #within: readonly string[];

  constructor(
    workflow: string,
    within: readonly string[] = [],
    issues: Issue[] = [],
    names = new NameHints(),
  ) {
    this.#workflow = workflow;
    this.#within = within;
    this.issues = issues;
    this.names = names;
  }

  /** A report on the workflow inside a node, into the same list. */
  inside(node: string, workflow: string): Report {
    return new Report(workflow, [...this.#within, node], this.issues, this.names);
  }

  invalid(message: string, details: Details): void {
    this.add('PARAMETER_INVALID', message, details);
  }

  add(code: ErrorCode, message: string, details: Details, severity: Severity = 'error'): void {
    const make = severity === 'error' ? issueError : issueWarning;
    const within = this.#within.length === 0 ? undefined : this.#within;
    const inside =
      within === undefined ? '' : ` (Inside ${within.map((node) => `"${node}"`).join(' › ')}.)`;
    this.issues.push(
      make(code, message + inside, {
        ...details,
        where: { workflow: this.#workflow, within, ...details.where },
        category: categoryOf(code),
      }),
    );
  }
}

function categoryOf(code: ErrorCode): IssueDetails['category'] {
  const own: Readonly<Partial<Record<ErrorCode, { readonly category: IssueDetails['category'] }>>> =
    PARAMETER_CODES;
  return own[code]?.category;
}
