import * as types from 'node:util/types';
import { ownValue } from '@tenon/core';
import type { ConditionValues } from '../condition.js';
import { STEP_TEXT } from '../limits.js';
import { isArithmetic, isOrder, type Term } from './term.js';
import { PathVariable } from './variables.js';

/** What a term gives for some values; `undefined` where that is for the library to say. */
type Direct<T> = (values: ConditionValues) => T | undefined;

type Plain = number | string | boolean;

/**
 * Evaluates a term without the library, which takes fifty times as long: one of comparisons, arithmetic and choices over
 * paths and literals. Wherever the values are others than such terms are written for, numbers in arithmetic and order, two of
 * a type for equality, it answers nothing, and the library is asked, whose errors are then the errors. `undefined` for a
 * term of anything else.
 */
export function directly(term: Term): Direct<boolean> | undefined {
  const plain = plainly(term);
  if (plain === undefined) return undefined;
  return (values) => {
    const value = plain(values);
    return typeof value === 'boolean' ? value : undefined;
  };
}

function plainly(term: Term): Direct<Plain> | undefined {
  switch (term.form) {
    case 'literal': {
      const { value } = term;
      return value === null ? undefined : () => value;
    }
    case 'variable':
      return term.variable instanceof PathVariable ? reading(term.variable) : undefined;
    case 'unary':
      return unary(term);
    case 'binary':
      return binary(term);
    case 'choice':
      return choice(term);
    default:
      return undefined;
  }
}

function reading({ path }: PathVariable): Direct<Plain> {
  return (values) => {
    let here: unknown = values;
    for (let i = 0; i < path.length; i++) {
      // A proxy may answer otherwise when it is asked again, or throw.
      if (typeof here !== 'object' || here === null || types.isProxy(here)) return undefined;
      here = ownValue(here, path[i] as string | number);
    }
    switch (typeof here) {
      case 'number':
        return Number.isNaN(here) ? undefined : here;
      case 'string':
        return here.length < STEP_TEXT ? here : undefined; // longer ones count as steps
      case 'boolean':
        return here;
      default:
        return undefined;
    }
  };
}

function unary({ operator, operand }: Term & { form: 'unary' }): Direct<Plain> | undefined {
  const of = plainly(operand);
  if (of === undefined) return undefined;
  return (values) => {
    const value = of(values);
    if (operator === '!') return typeof value === 'boolean' ? !value : undefined;
    return typeof value === 'number' ? -value : undefined;
  };
}

function choice({ condition, yes, no }: Term & { form: 'choice' }): Direct<Plain> | undefined {
  const asked = plainly(condition);
  const first = plainly(yes);
  const second = plainly(no);
  if (asked === undefined || first === undefined || second === undefined) return undefined;
  return (values) => {
    const value = asked(values);
    if (typeof value !== 'boolean') return undefined;
    return value ? first(values) : second(values);
  };
}

function binary({ operator, left, right }: Term & { form: 'binary' }): Direct<Plain> | undefined {
  const first = plainly(left);
  const second = plainly(right);
  if (first === undefined || second === undefined) return undefined;
  if (operator === '==' || operator === '!=') {
    return (values) => {
      const a = first(values);
      const b = second(values);
      if (a === undefined || typeof a !== typeof b) return undefined;
      return (a === b) === (operator === '==');
    };
  }
  const combine = isArithmetic(operator) || isOrder(operator) ? OF_NUMBERS[operator] : undefined;
  if (combine === undefined) return undefined;
  return (values) => {
    const a = first(values);
    const b = second(values);
    return typeof a === 'number' && typeof b === 'number' ? combine(a, b) : undefined;
  };
}

/** What is not finite is for the library, which knows when that is an error. */
const OF_NUMBERS = {
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
  '+': (a: number, b: number) => finite(a + b),
  '-': (a: number, b: number) => finite(a - b),
  '*': (a: number, b: number) => finite(a * b),
  '/': (a: number, b: number) => finite(a / b),
  '%': (a: number, b: number) => finite(a % b),
} as const;

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
