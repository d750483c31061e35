import { CONDITION_CODES, type ConditionFunctions } from '@tenon/conditions';
import {
  type ErrorCode,
  type Issue,
  type IssueDetails,
  issueError,
  issueWarning,
  type Level,
  quoteList,
} from '@tenon/core';
import { type CaseAnalysis, casesOf } from './analysis/analysis.js';
import type { NeverRuns } from './analysis/never-run.js';
import { BRANCH_CODES } from './codes.js';

/** Finds what is wrong with the switches of one workflow. */
export function verifyBranches(
  level: Level,
  functions: ConditionFunctions | undefined,
  neverRunning: readonly NeverRuns[],
): Issue[] {
  const report = new Report(level);
  for (const analysed of casesOf(level.resolved, functions)) {
    reportFlaws(analysed, functions, report);
    reportDead(analysed, report);
    reportOpen(analysed, report);
  }
  for (const found of neverRunning) reportNever(found, report);
  return report.issues;
}

function reportFlaws(
  { node, facts }: CaseAnalysis,
  functions: ConditionFunctions | undefined,
  report: Report,
): void {
  for (const { name, flaws } of facts.read(functions)) {
    const what = facts.form === 'branch' ? 'The condition' : `The condition of case "${name}"`;
    for (const { message, hint } of flaws) {
      report.error('CONDITION_INVALID', `${what} of node "${node}": ${message}`, {
        hint,
        where: { node, port: facts.form === 'branch' ? undefined : name },
      });
    }
  }
}

function reportDead({ node, facts, coverage }: CaseAnalysis, report: Report): void {
  for (const { name, behind } of coverage.dead) {
    const what = facts.form === 'branch' ? `Port "${name}"` : `Case "${name}"`;
    const why =
      behind.length === 0
        ? 'its condition never holds'
        : `${quoteList(behind)} before it ${behind.length === 1 ? 'takes' : 'take'} everything it would`;
    report.warning('CASE_UNREACHABLE', `${what} of node "${node}" is never taken: ${why}.`, {
      hint:
        behind.length === 0
          ? 'Correct its condition.'
          : 'Put it before them, correct its condition, or remove it.',
      where: { node, port: name },
    });
  }
}

function reportOpen({ node, facts, coverage }: CaseAnalysis, report: Report): void {
  if (facts.otherwise !== undefined || facts.onNoMatch !== undefined) return;
  if (coverage.isComplete) return;
  const example = coverage.gap === undefined ? '' : ` No case takes it where ${coverage.gap}.`;
  const fails =
    facts.form === 'partition' ? 'an item that matches no case' : 'a value that matches no case';
  report.warning(
    'SWITCH_OPEN',
    `Node "${node}" has no "otherwise", and fails for ${fails}.${example}`,
    {
      hint: "Name a port by \"otherwise\", or say onNoMatch: 'skip' or 'error' where that is meant.",
      where: { node },
    },
  );
}

function reportNever(found: NeverRuns, report: Report): void {
  const { node, inputs, ports, behind } = found;
  const rest =
    behind.length === 0
      ? ''
      : `, and neither ${behind.length === 1 ? 'does' : 'do'} ${quoteList(behind, 'and', 3)} behind it`;
  report.warning(
    'NEVER_RUNS',
    `Node "${node}" never runs${rest}: its required inputs "${inputs[0]}" and "${inputs[1]}" come from the ports "${ports[0]}" and "${ports[1]}" of "${found.switch}", of which one alone is taken.`,
    {
      hint: 'Make one of the inputs optional, join the branches with a merge node, or connect it to one of them only.',
      where: { node, port: inputs[1] },
    },
  );
}

/** Collects findings on one workflow. */
class Report {
  readonly issues: Issue[] = [];
  readonly #level: Level;

  constructor(level: Level) {
    this.#level = level;
  }

  error(code: ErrorCode, message: string, details: IssueDetails): void {
    this.issues.push(this.#issue(issueError, code, message, details));
  }

  warning(code: ErrorCode, message: string, details: IssueDetails): void {
    this.issues.push(this.#issue(issueWarning, code, message, details));
  }

  #issue(
    make: typeof issueError,
    code: ErrorCode,
    message: string,
    { hint, where }: IssueDetails,
  ): Issue {
    const { resolved, within } = this.#level;
    const inside =
      within.length === 0 ? '' : ` (Inside ${within.map((id) => `"${id}"`).join(' › ')}.)`;
    return make(code, message + inside, {
      hint,
      where: {
        workflow: resolved.workflow.name,
        within: within.length === 0 ? undefined : within,
        ...where,
      },
      category: CATEGORIES.get(code),
    });
  }
}

const CATEGORIES: ReadonlyMap<string, IssueDetails['category']> = new Map(
  Object.entries({ ...BRANCH_CODES, ...CONDITION_CODES }).map(([code, { category }]) => [
    code,
    category,
  ]),
);
