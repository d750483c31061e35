import { CORE_CODES, type ErrorCode } from '../errors/codes.js';
import type { CodeCategory, CodeTable } from '../errors/define-codes.js';

/** `error` refuses the run, `warning` is reported in its result, `info` is only shown. */
export type Severity = 'error' | 'warning' | 'info';

/** The place of a finding. What is known is stated; a workflow file adds file, line and column. */
export interface IssuePlace {
  readonly workflow?: string;
  /** The sub-workflow nodes that lead to the workflow, outermost first; absent at the top. */
  readonly within?: readonly string[];
  readonly node?: string;
  /**
   * An input, output or setting of the node; of the workflow itself where no node is named. Of a parameter that nothing
   * takes, the name it was given under.
   */
  readonly port?: string;
  /** A connection by its index in `workflow.connections`; in `loop.back` where a loop is named. */
  readonly connection?: { readonly index: number; readonly text: string };
  readonly loop?: string;
  /** What is stated for this plugin. */
  readonly plugin?: string;
  /** The workflow's own input or output that names the node: it is that declaration that is to be corrected. */
  readonly declaration?: { readonly kind: 'input' | 'output'; readonly name: string };
  /** Which declaration of a node (or loop) is meant where its id cannot say it; counted from 1. */
  readonly position?: number;
  /** The nodes of a cycle in order, beginning with the earliest declared. */
  readonly cycle?: readonly string[];
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** One finding of verification, as data. */
export interface Issue {
  readonly code: ErrorCode;
  readonly severity: Severity;
  /** What is wrong, and where. */
  readonly message: string;
  /** What would fix it. */
  readonly hint?: string;
  readonly where: IssuePlace;
  readonly category?: CodeCategory;
}

/** Nothing was found. */
export const NO_ISSUES: readonly Issue[] = Object.freeze([]);

const SEVERITIES: ReadonlySet<unknown> = new Set<Severity>(['error', 'warning', 'info']);

/**
 * Whether a value can be acted on as a finding: it has a code, a message, a place and one of the known severities. One of
 * an unknown severity would refuse nothing and be shown nowhere.
 */
export function isIssue(value: unknown): value is Issue {
  if (typeof value !== 'object' || value === null) return false;
  const { code, message, severity, where } = value as { readonly [K in keyof Issue]?: unknown };
  return (
    typeof code === 'string' &&
    typeof message === 'string' &&
    SEVERITIES.has(severity) &&
    typeof where === 'object' &&
    where !== null
  );
}

/** What is stated of a finding beside its code and message. Members that are `undefined` are left out. */
export interface IssueDetails {
  readonly hint?: string | undefined;
  readonly where?: { readonly [K in keyof IssuePlace]?: IssuePlace[K] | undefined } | undefined;
  /** The category of the code; known already for codes of the core. */
  readonly category?: CodeCategory | undefined;
}

/** A finding that refuses the workflow. Frozen. */
export function error(code: ErrorCode, message: string, details?: IssueDetails): Issue {
  return issue('error', code, message, details);
}

/** A finding that a run goes on in spite of. Frozen. */
export function warning(code: ErrorCode, message: string, details?: IssueDetails): Issue {
  return issue('warning', code, message, details);
}

/** A finding that is only shown. Frozen. */
export function info(code: ErrorCode, message: string, details?: IssueDetails): Issue {
  return issue('info', code, message, details);
}

function issue(
  severity: Severity,
  code: ErrorCode,
  message: string,
  { hint, where = {}, category = categoryOf(code) }: IssueDetails = {},
): Issue {
  const place = Object.fromEntries(
    Object.entries(where).filter(([, value]) => value !== undefined),
  ) as IssuePlace;
  for (const part of [place.within, place.connection, place.declaration, place.cycle])
    Object.freeze(part);
  return Object.freeze({
    code,
    severity,
    message,
    ...(hint !== undefined && hint !== '' && { hint }),
    where: Object.freeze(place),
    ...(category !== undefined && { category }),
  });
}

function categoryOf(code: ErrorCode): CodeCategory | undefined {
  const codes: CodeTable = CORE_CODES;
  return Object.hasOwn(codes, code) ? codes[code]?.category : undefined;
}
