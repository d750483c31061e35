import type { Row } from '@tenon/conditions';
import { formatPath, isPlainObject, ownValue, parsePath } from '@tenon/core';
import type { Comparison, Formula, Literal } from './formula.js';

const COMPARISONS: ReadonlySet<string> = new Set<Comparison>(['==', '!=', '<', '<=', '>', '>=']);

/** A row as a formula; `undefined` where it says something else than a comparison with literals. */
export function readRow(row: Row): Formula | undefined {
  if (!isPlainObject(row)) return undefined;
  const { operator, field } = row;
  const path = pathOf(field);
  if (path === undefined) return undefined;
  const value = ownValue(row, 'value');
  if (operator === 'is_null' || operator === 'is_not_null') {
    return compareTo(path, operator === 'is_null' ? '==' : '!=', null);
  }
  if (operator === 'in') {
    if (!Array.isArray(value) || !value.every(isLiteral)) return undefined;
    return { kind: 'any', parts: value.map((literal) => compareTo(path, '==', literal)) };
  }
  if (!COMPARISONS.has(operator) || !isLiteral(value)) return undefined;
  const isOrder = operator !== '==' && operator !== '!=';
  if (isOrder && typeof value !== 'number') return undefined;
  return compareTo(path, operator as Comparison, value);
}

function pathOf(field: unknown): string | undefined {
  if (field === undefined) return 'value';
  return typeof field === 'string' ? formatPath(['value', ...parsePath(field)]) : undefined;
}

function compareTo(path: string, operator: Comparison, literal: Literal): Formula {
  return { kind: 'compare', path, operator, literal };
}

/** Whether a value can be compared before anything runs. NaN is equal to nothing, and left to the run. */
export function isLiteral(value: unknown): value is Literal {
  return (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && !Number.isNaN(value))
  );
}
