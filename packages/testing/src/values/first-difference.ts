import { inspect, isDeepStrictEqual } from 'node:util';
import { isContainer } from '@tenon/core';

/** Where two values part, and what each has there. */
export interface Difference {
  /** `results.total.value`; empty where the values themselves differ. */
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

interface Pair {
  readonly expected: unknown;
  readonly actual: unknown;
  readonly key: string;
  readonly around: Pair | undefined;
}

/**
 * The first place at which two values differ, going down plain objects and lists; `undefined` where there is none. Whether
 * a plain object has a prototype does not matter; anything else, a Map or a Date, is compared as a whole. Linear, without
 * recursion, and done with cycles.
 */
export function firstDifference(expected: unknown, actual: unknown): Difference | undefined {
  const seen = new Map<unknown, unknown>();
  const pending: Pair[] = [{ expected, actual, key: '', around: undefined }];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const { expected: one, actual: other } = pair;
    if (Object.is(one, other)) continue;
    if (!isContainer(one) || !isContainer(other) || Array.isArray(one) !== Array.isArray(other)) {
      if (areEqual(one, other)) continue;
      return differenceAt(pair);
    }
    if (seen.get(one) === other) continue;
    seen.set(one, other);
    // The last one put there is the first to be looked at.
    for (const key of [...new Set([...Object.keys(one), ...Object.keys(other)])].reverse()) {
      pending.push({
        expected: memberOf(one, key),
        actual: memberOf(other, key),
        key,
        around: pair,
      });
    }
  }
  return undefined;
}

/** A difference in words: `"results.total.value" is 4, and was 3`. */
export function differenceText({ path, expected, actual }: Difference): string {
  const place = path === '' ? 'it' : `"${path}"`;
  return `${place} is ${shown(actual)}, and was ${shown(expected)}`;
}

/** What stands for a member that is not there. */
const NOTHING = Symbol('nothing');

function memberOf(container: object, key: string): unknown {
  return Object.hasOwn(container, key) ? (container as Record<string, unknown>)[key] : NOTHING;
}

function differenceAt(pair: Pair): Difference {
  const parts: string[] = [];
  for (let at = pair; at.around !== undefined; at = at.around) {
    const isFirst = at.around.around === undefined;
    const name = isFirst ? at.key : `.${at.key}`;
    parts.push(Array.isArray(at.around.expected) ? `[${at.key}]` : name);
  }
  return { path: parts.reverse().join(''), expected: pair.expected, actual: pair.actual };
}

/** What cannot be looked at is equal only to itself. */
function areEqual(one: unknown, other: unknown): boolean {
  try {
    return isDeepStrictEqual(one, other);
  } catch {
    return false;
  }
}

function shown(value: unknown): string {
  if (value === NOTHING) return 'absent';
  return inspect(value, {
    depth: 2,
    breakLength: Infinity,
    maxArrayLength: 5,
    maxStringLength: 60,
  });
}
