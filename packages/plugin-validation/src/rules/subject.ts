import {
  type Coercion,
  type Connection,
  type ErrorCode,
  type Issue,
  type IssueDetails,
  issueError,
  issueWarning,
  type ResolvedWorkflow,
  type Severity,
} from '@tenon/core';
import { connectionText } from '../checks/report-of.js';
import { VALIDATION_CODES } from '../codes.js';
import type { Contracts } from '../contracts/compile-contract.js';
import type { ValidationMode } from '../options.js';
import type { Schemas } from '../schemas/compile-schema.js';

/** What rules need of their runtime. */
export interface RuleKit {
  readonly mode: ValidationMode;
  readonly schemas: Schemas;
  readonly contracts: Contracts;
  /** Converts configuration, where a plugin does. */
  readonly coercion: Coercion | undefined;
}

/** What a rule looks at: a workflow as one runtime sees it, and where it stands. */
export interface Subject extends RuleKit {
  readonly resolved: ResolvedWorkflow;
  /** The sub-workflow nodes that lead to it, outermost first. */
  readonly within: readonly string[];
}

/** A rule of verification: all its findings on one workflow, in order of declaration. Pure. */
export type Rule = (subject: Subject) => Iterable<Issue>;

/** What a place may say besides the workflow it is in. */
export type Place = Omit<NonNullable<IssueDetails['where']>, 'workflow' | 'within'>;

/** What a finding says beside its code and message. */
export interface FindingDetails {
  readonly where: Place;
  readonly hint?: string | undefined;
  readonly severity?: Severity;
}

/** A finding in a subject; an error where nothing else is said. */
export function findingIn(
  { resolved, within }: Pick<Subject, 'resolved' | 'within'>,
  code: ErrorCode,
  message: string,
  { where, hint, severity = 'error' }: FindingDetails,
): Issue {
  const inside =
    within.length === 0 ? '' : ` (Inside ${within.map((id) => `"${id}"`).join(' › ')}.)`;
  const make = severity === 'error' ? issueError : issueWarning;
  const codes: Readonly<Record<string, { readonly category: IssueDetails['category'] }>> =
    VALIDATION_CODES;
  return make(code, message + inside, {
    hint,
    where: {
      workflow: resolved.workflow.name,
      within: within.length === 0 ? undefined : [...within],
      ...where,
    },
    category: Object.hasOwn(codes, code) ? codes[code]?.category : undefined,
  });
}

/** A connection of a workflow, and its place in findings. */
export interface Placed {
  readonly connection: Connection;
  readonly where: Place;
  /** As it stands in a sentence: `connection "a.value → b.value"`. */
  readonly title: string;
}

/** All connections of a workflow: plain ones in order, then the back edges of its loops. */
export function* connectionsOf({ resolved: { workflow } }: Subject): Generator<Placed> {
  for (const [index, connection] of workflow.connections.entries()) {
    const text = connectionText(connection);
    yield { connection, where: { connection: { index, text } }, title: `connection "${text}"` };
  }
  for (const { id, back } of workflow.loops) {
    for (const [index, connection] of back.entries()) {
      const text = connectionText(connection);
      yield {
        connection,
        where: { loop: id, connection: { index, text } },
        title: `back edge "${text}" of loop "${id}"`,
      };
    }
  }
}
