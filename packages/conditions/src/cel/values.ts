import * as types from 'node:util/types';
import { isPlainObject, ownValue } from '@tenon/core';
import { STEP_TEXT, STEPS_OF_MEMBER } from '../limits.js';
import { Failure } from './failure.js';
import type { Meter } from './meter.js';

// The library decides by a value's `constructor`, and reads members as JavaScript does. It is therefore given no object of
// a user's: only texts, numbers, booleans, null, and the classes below, which read own data properties.

/** A list. Where it is part of the condition and holds primitives alone, they are a set too. */
export class Items {
  constructor(
    readonly array: readonly unknown[],
    readonly meter: Meter,
    readonly set?: ReadonlySet<unknown>,
  ) {}
}

/** Any other object. */
export class Fields {
  constructor(
    readonly object: object,
    readonly meter: Meter,
  ) {}
}

/** What CEL has no type for: a bigint, a symbol, a function. It equals itself and nothing else. */
export class Other {
  constructor(readonly value: unknown) {}
}

/** NaN. A class of its own, so that it has no order, no arithmetic and no equal. */
export class NotANumber {
  readonly value = Number.NaN;
}

const NAN = new NotANumber();

/** A value as the library gets it. */
export type CelValue = number | string | boolean | null | Items | Fields | Other | NotANumber;

/** Makes a value fit for the library. Looks at no member of it. `undefined` is no value and must not get here. */
export function wrap(value: unknown, meter: Meter): CelValue {
  switch (typeof value) {
    case 'string':
      if (value.length >= STEP_TEXT) meter.spend(Math.floor(value.length / STEP_TEXT));
      return value;
    case 'number':
      return Number.isNaN(value) ? NAN : value;
    case 'boolean':
      return value;
    case 'object':
      if (value === null) return null;
      return Array.isArray(value) ? new Items(value, meter) : new Fields(value, meter);
    default:
      return new Other(value);
  }
}

/** The value that was wrapped. */
export function unwrap(value: unknown): unknown {
  if (value instanceof Items) return value.array;
  if (value instanceof Fields) return value.object;
  return value instanceof Other || value instanceof NotANumber ? value.value : value;
}

/** The length of a list, by its data alone: what a list that is a proxy says of it may be anything. */
export function lengthOf(array: readonly unknown[]): number {
  const length = ownValue(array, 'length');
  if (typeof length === 'number' && Number.isSafeInteger(length) && length >= 0) return length;
  throw new Failure('reads a list without a length');
}

/** The names of an object's members: own, enumerable, with data that is not `undefined`. */
export function membersOf(object: object, meter: Meter): string[] {
  const names = Object.keys(object);
  meter.spend(STEPS_OF_MEMBER * (1 + names.length));
  return names.filter((name) => ownValue(object, name) !== undefined);
}

/** What a value is, for a message: `a number`, `a list`. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (types.isProxy(value)) return 'a proxy'; // first: to ask for its class would call it
  if (value instanceof NotANumber || Number.isNaN(value)) return 'NaN';
  if (value instanceof Items || value instanceof Fields || value instanceof Other)
    return kindOf(unwrap(value));
  switch (typeof value) {
    case 'string':
      return 'a text';
    case 'object':
      if (Array.isArray(value)) return 'a list';
      return isPlainObject(value) ? 'an object' : 'an object with a class';
    case 'undefined':
      return 'nothing';
    default:
      return `a ${typeof value}`;
  }
}
