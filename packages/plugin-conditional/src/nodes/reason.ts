import type { Condition, Evidence } from '@tenon/conditions';
import { describeValue, isSecretValue, type Masker } from '@tenon/core';
import type { LiveCase } from './matching.js';

/** Conditions and values that a text lists; the rest is counted. */
const MOST_LISTED = 5;
/** A condition longer than this is cut in a text; `conditions` has it whole. */
const LONGEST_CONDITION = 200;

/** Why a switch took what it took: for `result.why(id)`, and for taps of `BranchHooks`. Masked and short. */
export interface SwitchReason {
  /** `total > 1000 (total is 1200)`. */
  readonly text: string;
  /** The cases that were asked, in order. */
  readonly conditions: readonly {
    readonly case: string;
    readonly condition: string;
    readonly holds: boolean;
  }[];
  /** The values that decided, as they print. */
  readonly values: readonly { readonly name: string; readonly value: string }[];
}

/** What is known of one choice. Nothing is put into words before somebody asks. */
export interface Choice {
  readonly cases: readonly LiveCase[];
  readonly values: Readonly<Record<string, unknown>>;
  /** The numbers of the cases that held, in order. */
  readonly found: readonly number[];
  readonly multiple: boolean;
}

/** Puts a choice into words. */
export function reasonOf(choice: Choice, mask: Masker | undefined): SwitchReason {
  const { cases, found, multiple } = choice;
  const first = found[0];
  const asked = multiple || first === undefined ? cases : cases.slice(0, first + 1);
  const held = new Set(found);
  const conditions = asked.map(({ name, condition }, at) =>
    Object.freeze({ case: name, condition: condition.text, holds: held.has(at) }),
  );
  const decisive = found.length > 0 ? found.map((at) => cases[at] as LiveCase) : asked;
  const values = evidenceOf(decisive, choice.values, mask);
  return Object.freeze({
    text: textOf(decisive, values, found.length > 0),
    conditions: Object.freeze(conditions),
    values: Object.freeze(values),
  });
}

function textOf(
  decisive: readonly LiveCase[],
  values: SwitchReason['values'],
  isHeld: boolean,
): string {
  const texts = listed(decisive.map(({ condition }) => shortened(condition.text)));
  const shown = listed(values.map(({ name, value }) => `${name} is ${value}`));
  const said = isHeld
    ? texts
    : decisive.length === 1
      ? `${texts} does not hold`
      : `none of ${texts} holds`;
  return shown === '' ? said : `${said} (${shown})`;
}

/** What the conditions read, each name once. Of a function nothing is known but what it was given. */
function evidenceOf(
  decisive: readonly LiveCase[],
  given: Choice['values'],
  mask: Masker | undefined,
): SwitchReason['values'][number][] {
  const values = new Map<string, string>();
  for (const { condition } of decisive) {
    for (const { name, value } of readBy(condition, given)) {
      if (!values.has(name)) values.set(name, shownValue(value, mask));
    }
  }
  return Array.from(values, ([name, value]) => Object.freeze({ name, value }));
}

function readBy(condition: Condition, given: Choice['values']): readonly Evidence[] {
  if (condition.kind !== 'function') return condition.evidence(given);
  return condition.names
    .filter((name) => Object.hasOwn(given, name))
    .map((name) => ({ name, value: given[name] }));
}

/** Masked before it is cut short: of half a secret nobody knows that it is one. */
function shownValue(value: unknown, mask: Masker | undefined): string {
  if (isSecretValue(value)) return String(value);
  return describeValue(mask === undefined ? value : mask.value(value));
}

function shortened(text: string): string {
  return text.length <= LONGEST_CONDITION ? text : `${text.slice(0, LONGEST_CONDITION)}…`;
}

function listed(texts: readonly string[]): string {
  const more = texts.length - MOST_LISTED;
  const shown = texts.slice(0, MOST_LISTED).join(', ');
  return more > 0 ? `${shown} and ${String(more)} more` : shown;
}
