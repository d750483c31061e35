import type { NameType } from '../condition.js';

/** What is known of a term's type while a condition is read. */
export type ValueType = NameType | 'null';

/** The type without its members. */
export function plainType(type: ValueType): Exclude<ValueType, object> {
  return typeof type === 'string' ? type : 'object';
}

/** Whether a value of this type may be one of `fitting`. */
export function mayBe(type: ValueType, ...fitting: readonly ValueType[]): boolean {
  return type === 'any' || fitting.includes('any') || fitting.includes(plainType(type));
}

const NAMES = {
  any: 'a value',
  number: 'a number',
  string: 'a text',
  boolean: 'a boolean',
  null: 'null',
  list: 'a list',
  object: 'an object',
} as const;

/** A type in a message: `a number`. */
export function typeName(type: ValueType): string {
  return NAMES[plainType(type)];
}
