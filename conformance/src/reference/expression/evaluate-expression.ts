import { isObject, type Json } from '../../case.js';
import { Undecided } from '../undecided.js';
import { at, isEqual, isList } from '../values.js';
import type { Expression, Operator, TextMethod } from './expression.js';

/** A condition that cannot be evaluated, or gives no boolean. */
export class ConditionError extends Error {}

/** What the names of an expression stand for. */
export type Names = ReadonlyMap<string, Json>;

/** Whether a condition holds. Throws {@link ConditionError}. */
export function holds(condition: Expression, names: Names): boolean {
  return booleanOf(valueOf(condition, names));
}

/** The value of an expression. Nothing is false or absent by mistake: what has no value is an error. */
export function valueOf(expression: Expression, names: Names): Json {
  switch (expression.is) {
    case 'literal':
      return expression.value;
    case 'list':
      return expression.items.map((item) => valueOf(item, names));
    case 'name':
      return named(expression.name, names);
    case 'member':
      return present(at(valueOf(expression.of, names), [expression.name]), expression.name);
    case 'index': {
      const index = valueOf(expression.at, names);
      if (typeof index !== 'number' && typeof index !== 'string') throw new ConditionError('index');
      return present(at(valueOf(expression.of, names), [index]), String(index));
    }
    case 'not':
      return !booleanOf(valueOf(expression.of, names));
    case 'minus':
      return -numberOf(valueOf(expression.of, names));
    case 'binary':
      return binary(expression, names);
    case 'choice': {
      const isTrue = holds(expression.condition, names);
      return valueOf(isTrue ? expression.yes : expression.no, names);
    }
    case 'call':
      return expression.name === 'size'
        ? sizeOf(valueOf(expression.of, names))
        : has(expression.of, names);
    case 'method':
      return textTest(
        expression.name,
        valueOf(expression.of, names),
        valueOf(expression.with, names),
      );
  }
}

type Binary = Extract<Expression, { is: 'binary' }>;

function binary({ operator, left, right }: Binary, names: Names): Json {
  if (operator === '&&') return unless(false, left, right, names);
  if (operator === '||') return unless(true, left, right, names);
  const sides = [valueOf(left, names), valueOf(right, names)] as const;
  const value = calculated(operator, ...sides);
  if ([...sides, value].some((one) => typeof one === 'number' && !Number.isFinite(one))) {
    throw new Undecided('What conditions make of numbers beyond all bounds.');
  }
  return value;
}

/**
 * `&&` and `||`: the right side is asked where the left one does not decide. In CEL the right side may also decide where
 * the left one cannot be evaluated (language definition, "Logical Operators"), while conditions are said to be strict.
 */
function unless(deciding: boolean, left: Expression, right: Expression, names: Names): boolean {
  try {
    if (holds(left, names) === deciding) return deciding;
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    checkStrictness(deciding, right, names);
    throw error;
  }
  return holds(right, names);
}

function checkStrictness(deciding: boolean, right: Expression, names: Names): void {
  try {
    if (holds(right, names) !== deciding) return;
  } catch (error) {
    if (error instanceof ConditionError) return;
    throw error;
  }
  throw new Undecided('Whether the right side of && or || decides where the left one is an error.');
}

function calculated(operator: Exclude<Operator, '&&' | '||'>, left: Json, right: Json): Json {
  switch (operator) {
    case '==':
      return isEqual(left, right);
    case '!=':
      return !isEqual(left, right);
    case 'in':
      if (!isList(right)) throw new ConditionError('"in" needs a list.');
      return right.some((item) => isEqual(item, left));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return isOrdered(operator, left, right);
    case '+':
      return numberOf(left) + numberOf(right);
    case '-':
      return numberOf(left) - numberOf(right);
    case '*':
      return numberOf(left) * numberOf(right);
    case '/':
      return numberOf(left) / numberOf(right);
    case '%':
      return numberOf(left) % numberOf(right);
  }
}

/** Order is defined between two numbers and between two texts. */
export function isOrdered(operator: '<' | '<=' | '>' | '>=', left: Json, right: Json): boolean {
  const comparable =
    (typeof left === 'number' && typeof right === 'number') ||
    (typeof left === 'string' && typeof right === 'string');
  if (!comparable) throw new ConditionError(`"${operator}" needs two numbers or two texts.`);
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}

function has(of: Expression, names: Names): boolean {
  if (of.is !== 'member') throw new ConditionError('"has" needs a member.');
  const owner = valueOf(of.of, names);
  if (isList(owner)) throw new Undecided('What "has" says of a list.');
  if (!isObject(owner)) throw new ConditionError('"has" needs an object.');
  return Object.hasOwn(owner, of.name);
}

function sizeOf(value: Json): number {
  if (typeof value === 'string') return Array.from(value).length;
  if (isList(value)) return value.length;
  if (isObject(value)) return Object.keys(value).length;
  throw new ConditionError('"size" needs a text, a list or an object.');
}

function textTest(method: TextMethod, text: Json, part: Json): boolean {
  if (method === 'contains' && isList(text)) return text.some((item) => isEqual(item, part));
  if (typeof text !== 'string' || typeof part !== 'string') {
    throw new ConditionError(`"${method}" needs two texts.`);
  }
  switch (method) {
    case 'contains':
      return text.includes(part);
    case 'startsWith':
      return text.startsWith(part);
    case 'endsWith':
      return text.endsWith(part);
  }
}

/** Verification has seen to it that the name is known, so it is an input that got nothing. */
function named(name: string, names: Names): Json {
  const value = names.get(name);
  if (value === undefined) throw new Undecided(`What "${name}" is in a condition without a value.`);
  return value;
}

function present(value: Json | undefined, name: string): Json {
  if (value === undefined) throw new ConditionError(`There is no "${name}".`);
  return value;
}

function booleanOf(value: Json): boolean {
  if (typeof value !== 'boolean') throw new ConditionError('A boolean is needed.');
  return value;
}

function numberOf(value: Json): number {
  if (typeof value !== 'number') throw new ConditionError('A number is needed.');
  return value;
}
