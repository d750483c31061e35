import {
  describeValue,
  follow,
  formatPath,
  isSecretValue,
  type Masker,
  type Path,
} from '@tenon/core';
import { FAILED, type Flaw } from '../schemas/flaw.js';
import type { ReportedFlaw } from './check-report.js';

/** A place is shown by so many parts at its beginning and its end, and a part by so many characters. */
const MOST_PARTS = 12;
const LONGEST_PART = 60;
/** Schema libraries may quote the value in their messages, however long it is. */
const LONGEST_MESSAGE = 300;

/** Rules whose messages are our own, and say nothing of the value. */
const WORDED: ReadonlySet<string> = new Set(['type', 'required', 'enum', 'unknownProperty']);

/** How flaws of one value are shown. */
export interface Showing {
  /** Where the value begins: the port, or what a connection delivers. */
  readonly root: Path;
  /** Takes the secrets of the run out of what is shown. */
  readonly mask?: Masker | undefined;
  /** Whether nothing of the value may be shown: a policy found something in it. */
  readonly isHidden?: boolean;
}

/**
 * A flaw as it is shown: with its place from the port on, and with what stands there. The secrets of a run are taken out
 * of a text before it is shortened, since half a secret would not be recognised.
 */
export function shownFlaw(
  flaw: Flaw,
  value: unknown,
  { root, mask, isHidden = false }: Showing,
): ReportedFlaw {
  const { category, rule, hint } = flaw;
  const message = isHidden ? discreet(flaw) : flaw.message;
  const text = isHidden ? undefined : valueText(flaw, value, mask);
  return Object.freeze({
    category,
    rule,
    place: mask?.text(placeText(root, flaw.path)) ?? placeText(root, flaw.path),
    message: shortened(mask?.text(message) ?? message, LONGEST_MESSAGE),
    ...(text !== undefined && { value: text }),
    ...(hint !== undefined && (!isHidden || category === 'policy') && { hint }),
  });
}

/** `"order.total" is "12" and must be number`. */
export function flawText({ place, message, value }: ReportedFlaw): string {
  return value === undefined ? `"${place}" ${message}` : `"${place}" is ${value} and ${message}`;
}

/** Flaws of what is a secret, at any depth: a secret is opaque, and says nothing of what it holds. */
export function withoutSecrets(flaws: readonly Flaw[], value: unknown): readonly Flaw[] {
  return flaws.some((flaw) => isInSecret(flaw, value))
    ? flaws.filter((flaw) => !isInSecret(flaw, value))
    : flaws;
}

function isInSecret({ path }: Flaw, value: unknown): boolean {
  let here = value;
  if (isSecretValue(here)) return true;
  for (const key of path) {
    here = follow(here, [key]);
    if (isSecretValue(here)) return true;
    if (here === undefined) return false;
  }
  return false;
}

/** What a flaw says of the schema, and not of the value. */
function discreet({ category, rule, message, discreet: said }: Flaw): string {
  if (said !== undefined) return said;
  return category === 'policy' || WORDED.has(rule) ? message : `breaks the rule "${rule}"`;
}

function valueText(
  { category, rule, path }: Flaw,
  value: unknown,
  mask: Masker | undefined,
): string | undefined {
  if (category === 'missing' || category === 'policy' || rule === FAILED) return undefined;
  const here = follow(value, path);
  return here === undefined
    ? undefined
    : describeValue(mask === undefined ? here : mask.value(here));
}

function placeText(root: Path, path: Path): string {
  const parts = [...root, ...path].map((part) =>
    typeof part === 'string' ? shortened(part, LONGEST_PART) : part,
  );
  if (parts.length <= 2 * MOST_PARTS) return formatPath(parts);
  return `${formatPath(parts.slice(0, MOST_PARTS))} … ${formatPath(parts.slice(-MOST_PARTS))}`;
}

function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  // Half of a surrogate pair must not be left at the end.
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
