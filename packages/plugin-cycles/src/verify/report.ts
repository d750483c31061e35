import { CONDITION_CODES } from '@tenon/conditions';
import { type Connection, type Issue, type IssuePlace, issueError, type Level } from '@tenon/core';
import { CYCLE_CODES } from '../codes.js';
import { edgeText, type Survey } from '../survey.js';

const CODES = { ...CYCLE_CODES, ...CONDITION_CODES };

/** What a rule finds: where in the workflow is the subject's affair. */
export interface Finding {
  readonly code: keyof typeof CODES;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly loop: string;
  readonly node?: string | undefined;
  /** A back edge of the loop, by its index. */
  readonly edge?: { readonly index: number; readonly connection: Connection } | undefined;
}

/** A rule about loops: all its findings on one workflow. Pure. */
export type Rule = (survey: Survey) => Iterable<Finding>;

/** A finding as an issue, at its place. */
export function issueOf(
  { code, message, hint, loop, node, edge }: Finding,
  { resolved, within }: Level,
): Issue {
  const inside =
    within.length === 0 ? '' : ` (Inside ${within.map((id) => `"${id}"`).join(' › ')}.)`;
  const where: { -readonly [K in keyof IssuePlace]?: IssuePlace[K] | undefined } = {
    workflow: resolved.workflow.name,
    within: within.length === 0 ? undefined : [...within],
    loop,
    node,
  };
  if (edge !== undefined) {
    where.connection = { index: edge.index, text: edgeText(edge.connection) };
  }
  return issueError(code, message + inside, { hint, where, category: CODES[code].category });
}
