import { isObject, type Json, type JsonObject } from '../../case.js';
import { at, isEqual, isList, parsePath, textOr } from '../values.js';
import { ConditionError, holds, isOrdered, type Names } from './evaluate-expression.js';
import type { Expression } from './expression.js';
import { parseExpression } from './parse-expression.js';

const ROW_OPERATORS = [
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
] as const;

/** Whether a condition can be evaluated at all: it parses, and names only what is known. */
export function isValidCondition(condition: Json | undefined, known: ReadonlySet<string>): boolean {
  if (isObject(condition)) return ROW_OPERATORS.some((name) => name === condition['operator']);
  const expression = typeof condition === 'string' ? parseExpression(condition) : undefined;
  return expression !== undefined && [...namesIn(expression)].every((name) => known.has(name));
}

/** Whether a valid condition holds: CEL text, or a row over `value`. Throws {@link ConditionError}. */
export function isMet(condition: Json | undefined, names: Names): boolean {
  if (isObject(condition)) return isRowMet(condition, names.get('value'));
  const expression = typeof condition === 'string' ? parseExpression(condition) : undefined;
  if (expression === undefined) throw new Error('An invalid condition is never asked.');
  return holds(expression, names);
}

/** The names at the roots of an expression. */
function* namesIn(expression: Expression): Generator<string> {
  if (expression.is === 'name') yield expression.name;
  for (const part of Object.values(expression) as unknown[]) {
    for (const inner of Array.isArray(part) ? (part as unknown[]) : [part]) {
      if (typeof inner === 'object' && inner !== null) yield* namesIn(inner as Expression);
    }
  }
}

function isRowMet({ field, operator, value: other }: JsonObject, value?: Json): boolean {
  const path = textOr(field, '');
  const left = at(value, parsePath(path));
  if (left === undefined) throw new ConditionError(`There is no "${path}".`);
  const right = other ?? null;
  switch (operator as (typeof ROW_OPERATORS)[number]) {
    case '==':
      return isEqual(left, right);
    case '!=':
      return !isEqual(left, right);
    case 'is_null':
      return left === null;
    case 'is_not_null':
      return left !== null;
    case 'in':
      return isIn(left, right);
    case 'contains':
      if (typeof left === 'string' && typeof right === 'string') return left.includes(right);
      return isIn(right, left);
    case '>':
    case '<':
    case '>=':
    case '<=':
      return isOrdered(operator as '>' | '<' | '>=' | '<=', left, right);
  }
}

function isIn(item: Json, list: Json): boolean {
  if (!isList(list)) throw new ConditionError('A list is needed.');
  return list.some((one) => isEqual(one, item));
}
