import type { ErrorCode } from '../errors/codes.js';
import { describeValue } from '../values/describe-value.js';
import type { Connection, Source } from '../workflow/connection.js';
import { formatPath } from '../workflow/path.js';
import type { ResolvedWorkflow } from '../workflow/resolve.js';
import { error, type Issue, type IssueDetails, info, warning } from './issue.js';
import type { NameHints } from './name-hints.js';

/** What a rule looks at: a workflow as one runtime sees it, and where it stands. */
export interface Subject {
  readonly resolved: ResolvedWorkflow;
  /** The sub-workflow nodes that lead to it, outermost first. */
  readonly within: readonly string[];
  /** The kinds of node that are bound. */
  readonly kinds: ReadonlySet<string>;
  readonly names: NameHints;
}

/** A rule of structure: all its findings on one workflow, in order of declaration. Pure. */
export type Rule = (subject: Subject) => Iterable<Issue>;

/** What a place may say besides the workflow it is in. */
export type Place = Omit<NonNullable<IssueDetails['where']>, 'workflow' | 'within'>;

/** An error in a subject. */
export function errorIn(
  subject: Pick<Subject, 'resolved' | 'within'>,
  code: ErrorCode,
  message: string,
  where: Place,
  hint?: string,
): Issue {
  return error(code, message + suffix(subject), { hint, where: placeIn(subject, where) });
}

/** A warning in a subject. */
export function warningIn(
  subject: Pick<Subject, 'resolved' | 'within'>,
  code: ErrorCode,
  message: string,
  where: Place,
  hint?: string,
): Issue {
  return warning(code, message + suffix(subject), { hint, where: placeIn(subject, where) });
}

/** Something to know of a subject. */
export function infoIn(
  subject: Pick<Subject, 'resolved' | 'within'>,
  code: ErrorCode,
  message: string,
  where: Place,
  hint?: string,
): Issue {
  return info(code, message + suffix(subject), { hint, where: placeIn(subject, where) });
}

/** A name in quotes, safe and short, also where data put something else than a name in its place. */
export const quoted: (name: unknown) => string = describeValue;

/** `order.total → bonus.amount`: both ends of a connection. */
export function connectionText(connection: Connection): string {
  return `${sourceText(connection)} → ${nameText(connection.to)}.${nameText(connection.input)}`;
}

/** `order.lines[0].sku`: where a connection starts. */
export function sourceText({ from, output, path }: Source): string {
  return `${nameText(from)}.${formatPath([nameText(output), ...path])}`;
}

/** Data may hold anything where a name is due. */
function nameText(name: unknown): string {
  return typeof name === 'string' ? name : quoted(name);
}

function placeIn(subject: Pick<Subject, 'resolved' | 'within'>, where: Place) {
  return {
    workflow: subject.resolved.workflow.name,
    within: subject.within.length === 0 ? undefined : [...subject.within],
    ...where,
    node: textOf(where.node),
    port: textOf(where.port),
    loop: textOf(where.loop),
  };
}

/** Ids and names that are no text are findings themselves, and no place. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function suffix({ within }: Pick<Subject, 'within'>): string {
  if (within.length === 0) return '';
  return ` (Inside ${within.map(quoted).join(' › ')}.)`;
}
