import { isPlainObject, ownValue } from '@tenon/core';
import { STEPS_OF_MEMBER } from '../limits.js';
import type { Meter } from './meter.js';
import { type Items, lengthOf, membersOf } from './values.js';

/**
 * Whether two values are equal: what is the same by `===`; lists item by item; plain objects member by member, in any order;
 * nothing else. A member that is `undefined`, or an accessor, is absent. Iterative, and
 * takes a step for each item and member looked at, so that cyclic data run into the limit.
 */
export function isEqual(a: unknown, b: unknown, meter: Meter): boolean {
  if (a === b) return true;
  if (!isObject(a) || !isObject(b)) return false;
  const pending: object[] = [a, b];
  while (pending.length > 0) {
    const right = pending.pop() as object;
    const left = pending.pop() as object;
    const names = commonNames(left, right, meter);
    if (names === undefined) return false;
    for (const name of names) {
      const x = ownValue(left, name);
      const y = ownValue(right, name);
      if (x === y) continue;
      if (!isObject(x) || !isObject(y)) return false;
      pending.push(x, y);
    }
  }
  return true;
}

/** Whether a list holds an item equal to a value. */
export function includes({ array, meter, set }: Items, value: unknown): boolean {
  if (set !== undefined) return set.has(value);
  const length = lengthOf(array);
  for (let i = 0; i < length; i++) {
    meter.spend(1);
    if (isEqual(ownValue(array, i), value, meter)) return true;
  }
  return false;
}

/** What two objects are to be compared by; `undefined` where they differ already. */
function commonNames(left: object, right: object, meter: Meter): Iterable<PropertyKey> | undefined {
  if (Array.isArray(left) && Array.isArray(right)) {
    const length = lengthOf(left);
    meter.spend(STEPS_OF_MEMBER + length);
    return length === lengthOf(right) ? indexes(length) : undefined;
  }
  if (!isPlainObject(left) || !isPlainObject(right)) return undefined;
  const names = membersOf(left, meter);
  return names.length === membersOf(right, meter).length ? names : undefined;
}

function* indexes(length: number): Iterable<number> {
  for (let i = 0; i < length; i++) yield i;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
