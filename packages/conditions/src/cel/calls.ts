import { isPlainObject } from '@tenon/core';
import { includes } from './equal.js';
import { failedCall } from './failure.js';
import { hasNoMember, memberOf, OWNERS_HINT } from './members.js';
import type { Meter } from './meter.js';
import { containsText } from './text-search.js';
import {
  type CelValue,
  Fields,
  Items,
  kindOf,
  lengthOf,
  membersOf,
  unwrap,
  wrap,
} from './values.js';

// What the evaluation of a condition calls. Arguments and results are wrapped values.

/**
 * A macro's item, where its body reads it: the same, but a long text takes its steps each time, as one behind a name does.
 * A body that stands in another macro may read it for every item of that.
 */
export function itemAgain(item: unknown, meter: Meter): unknown {
  return typeof item === 'string' ? wrap(item, meter) : item;
}

/** `owner[key]`. The key is a value, which messages do not show where it is a text. */
export function memberAt(owner: unknown, key: unknown, meter: Meter): CelValue {
  const value = memberOf(unwrap(owner), keyOf(key));
  if (value !== undefined) return wrap(value, meter);
  throw hasNoMember(unwrap(owner), typeof key === 'number' ? key : undefined);
}

/** `owner.key` or `owner["key"]` where it is no path from a name. */
export function memberNamed(owner: unknown, key: unknown, meter: Meter): CelValue {
  const value = memberOf(unwrap(owner), keyOf(key));
  if (value === undefined) throw hasNoMember(unwrap(owner), keyOf(key));
  return wrap(value, meter);
}

/** `has(owner[key])` where it is no path from a name. */
export function hasMember(owner: unknown, key: unknown): boolean {
  if (owner instanceof Items || owner instanceof Fields)
    return memberOf(unwrap(owner), keyOf(key)) !== undefined;
  throw failedCall(`asks has(…) for a member of ${kindOf(owner)}`, { hint: OWNERS_HINT });
}

function keyOf(key: unknown): string | number {
  if (typeof key === 'string' || typeof key === 'number') return key;
  throw failedCall(`reads a member by ${kindOf(key)}`, {
    hint: 'Members have texts for names, and items have numbers.',
  });
}

/** The items of a list, the members of a plain object, or the characters (code points) of a text. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return charactersOf(value);
  if (value instanceof Items) return lengthOf(value.array);
  if (value instanceof Fields && isPlainObject(value.object)) {
    return membersOf(value.object, value.meter).length;
  }
  throw failedCall(`asks for the size of ${kindOf(value)}`, {
    hint: 'Texts, lists and plain objects have a size.',
  });
}

function charactersOf(text: string): number {
  let count = text.length;
  for (let i = 1; i < text.length; i++) {
    const isPair =
      (text.charCodeAt(i) & 0xfc00) === 0xdc00 && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800;
    if (isPair) count--;
  }
  return count;
}

/** Whether a text holds another, or a list an equal item. */
export function contains(whole: unknown, part: unknown): boolean {
  if (whole instanceof Items) return includes(whole, unwrap(part));
  if (typeof whole === 'string' && typeof part === 'string') return containsText(whole, part);
  throw failedCall(`asks whether ${kindOf(whole)} contains ${kindOf(part)}`, {
    hint: '"contains" needs a text in a text, or a list.',
  });
}

/** Whether a text begins with another. */
export function startsWith(text: unknown, part: unknown): boolean {
  if (typeof text === 'string' && typeof part === 'string') return text.startsWith(part);
  throw notTexts('startsWith', text, part);
}

/** Whether a text ends with another. */
export function endsWith(text: unknown, part: unknown): boolean {
  if (typeof text === 'string' && typeof part === 'string') return text.endsWith(part);
  throw notTexts('endsWith', text, part);
}

function notTexts(name: string, text: unknown, part: unknown): Error {
  return failedCall(`asks "${name}" of ${kindOf(text)} and ${kindOf(part)}`, {
    hint: `"${name}" needs two texts.`,
  });
}

/** The value again if it has an order: a number or a text. */
export function comparable(value: unknown): number | string {
  if (typeof value === 'number' || typeof value === 'string') return value;
  throw failedCall(`compares ${kindOf(value)} by order`, { hint: ORDER_HINT });
}

export const ORDER_HINT = '"<", "<=", ">" and ">=" compare two numbers or two texts.';

/** The value again if it is not NaN, which is what a calculation without a result gives. */
export function calculated(value: unknown): unknown {
  if (!Number.isNaN(value)) return value;
  throw failedCall('calculates what is no number (NaN)', {
    hint: 'Ask first whether what it divides by is 0.',
  });
}

/** A list of what an author wrote as items. */
export function listOf(items: readonly unknown[], meter: Meter): Items {
  return new Items(items.map(unwrap), meter);
}

/** The items of a list for a macro to go through; `weight` is what it costs to go through one. */
export function itemsOf(list: unknown, weight: number): CelValue[] {
  if (!(list instanceof Items)) {
    throw failedCall(`goes through ${kindOf(list)}`, {
      hint: 'Only lists have items to go through.',
    });
  }
  const { array, meter } = list;
  const length = lengthOf(array);
  meter.spend(length * weight);
  return Array.from({ length }, (_, i) => {
    const item = memberOf(array, i);
    if (item === undefined) throw hasNoMember(array, i);
    return wrap(item, meter);
  });
}
