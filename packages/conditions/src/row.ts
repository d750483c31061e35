import {
  copyData,
  describeValue,
  didYouMean,
  ownValue,
  type Path,
  parsePath,
  RuntimeError,
} from '@tenon/core';
import { binary } from './cel/combine.js';
import { Failure } from './cel/failure.js';
import { celPath } from './cel/members.js';
import type { Reading } from './cel/reading.js';
import { literal, type Term } from './cel/term.js';
import { mayBe, typeName } from './cel/types.js';
import { kindOf } from './cel/values.js';
import type { Operator } from './condition.js';

/** The name that rows read. */
const ROOT = 'value';

/** All there are. */
export const OPERATORS: readonly Operator[] = [
  '==',
  '!=',
  '>',
  '<',
  '>=',
  '<=',
  'in',
  'contains',
  'is_null',
  'is_not_null',
];

const MEMBERS = ['field', 'operator', 'value'];

/** A row whose members are what they must be. */
export interface CheckedRow {
  readonly path: Path;
  readonly operator: Operator;
  readonly value: unknown;
}

/** Checks a row. Throws {@link Failure}. */
export function checkRow(row: object): CheckedRow {
  const unknown = Object.keys(row).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) {
    throw new Failure(`has a member "${unknown}"`, { hint: didYouMean(unknown, MEMBERS) || FORM });
  }
  const operator = ownValue(row, 'operator');
  if (!isOperator(operator)) {
    throw new Failure(`has the operator ${describeValue(operator)}, which there is not`, {
      hint: nearOperator(operator) || `There are ${OPERATORS.join(' ')}.`,
    });
  }
  const value: unknown = ownValue(row, 'value');
  if (value === undefined && !isUnary(operator)) {
    throw new Failure(`has no value for "${operator}" to compare with`, { hint: FORM });
  }
  return { path: pathOf(ownValue(row, 'field')), operator, value: copyData(value) };
}

const FORM = 'Write { field, operator, value }.';

function isUnary(operator: Operator): boolean {
  return operator === 'is_null' || operator === 'is_not_null';
}

function isOperator(value: unknown): value is Operator {
  return (OPERATORS as readonly unknown[]).includes(value);
}

function nearOperator(operator: unknown): string {
  return typeof operator === 'string' ? didYouMean(operator, OPERATORS) : '';
}

function pathOf(field: unknown): Path {
  if (field === undefined) return [ROOT];
  if (typeof field !== 'string' || field === '') {
    throw new Failure(`has ${field === '' ? 'an empty text' : kindOf(field)} for its field`, {
      hint: 'Write a path, as "customer.city"; leave it out where the value itself is meant.',
    });
  }
  try {
    const [first, ...rest] = parsePath(field);
    return first === undefined || first === '' ? [ROOT, ...rest] : [ROOT, first, ...rest];
  } catch (error) {
    if (!RuntimeError.is(error, 'PATH_INVALID')) throw error;
    throw new Failure(`has a field that is no path: ${error.message.replace(/\.$/, '')}`, {
      hint: error.hint ?? FORM,
    });
  }
}

/** A row as a person reads it: `value.age >= 18`. */
export function rowText({ path, operator, value }: CheckedRow): string {
  const right = isUnary(operator) ? '' : ` ${describeValue(value)}`;
  return `${celPath(path)} ${operator}${right}`;
}

/** The term of a row. */
export function rowTerm(reading: Reading, { path, operator, value }: CheckedRow): Term {
  if (!reading.scope.names.has(ROOT)) {
    return reading.refuse(`reads "${ROOT}", which is not known here`, 0, 'Write CEL text instead.');
  }
  const left = reading.valueAt(path, 0);
  switch (operator) {
    case 'is_null':
      return binary(reading, '==', left, literal(null, 0), 0);
    case 'is_not_null':
      return binary(reading, '!=', left, literal(null, 0), 0);
    case 'contains':
      return containsTerm(reading, left, rightTerm(reading, value));
    default:
      return binary(reading, operator, left, rightTerm(reading, value), 0);
  }
}

function rightTerm(reading: Reading, value: unknown): Term {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? literal(value, 0) : reading.constant(value, 'number', 0);
    case 'string':
    case 'boolean':
      return literal(value, 0);
    case 'object':
      if (value === null) return literal(null, 0);
      return reading.constant(value, Array.isArray(value) ? 'list' : 'object', 0);
    default:
      return reading.constant(value, 'any', 0);
  }
}

function containsTerm(reading: Reading, whole: Term, part: Term): Term {
  if (!mayBe(whole.type, 'string', 'list')) {
    reading.flaw(`asks whether ${typeName(whole.type)} contains ${typeName(part.type)}`, 0);
  }
  return {
    form: 'call',
    name: 'contains_',
    args: [whole, part],
    at: 0,
    type: 'boolean',
    certain: true,
  };
}
