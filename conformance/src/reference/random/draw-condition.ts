import type { Json } from '../../case.js';
import { type Expression, type Operator, textOf } from '../expression/expression.js';
import type { Draw } from './draw.js';
import { randomValue, type Sort } from './draw-value.js';

/** A condition of a switch over `value`, and over other inputs that carry numbers: a row, or CEL text. */
export function randomCondition(draw: Draw, sort: Sort, others: readonly string[]): Json {
  if (draw.chance(0.35)) return randomRow(draw, sort);
  return textOf(randomTest(draw, { is: 'name', name: 'value' }, sort, others));
}

/** A test of a value of a sort; seldom one that such a value does not stand. */
export function randomTest(
  draw: Draw,
  subject: Expression,
  sort: Sort,
  others: readonly string[] = [],
): Expression {
  const one = () => simpleTest(draw, subject, draw.chance(0.03) ? 'number' : sort, others);
  return draw.weighted<() => Expression>([
    [one, 12],
    [() => binary(one(), '&&', one()), 2],
    [() => binary(one(), '||', one()), 2],
    [() => ({ is: 'not', of: one() }), 1],
    [() => ({ is: 'choice', condition: one(), yes: one(), no: one() }), 1],
  ])();
}

function simpleTest(
  draw: Draw,
  subject: Expression,
  sort: Sort,
  others: readonly string[],
): Expression {
  switch (sort) {
    case 'number':
      return numberTest(draw, subject, others);
    case 'text':
      return textTest(draw, subject);
    case 'flag':
      return draw.chance(0.5) ? subject : compared(subject, '==', draw.chance(0.5));
    case 'list':
      return draw.chance(0.5)
        ? numberTest(draw, { is: 'call', name: 'size', of: subject }, others)
        : { is: 'binary', operator: 'in', left: literal(draw.between(0, 9)), right: subject };
    case 'object':
      return objectTest(draw, subject);
    case 'any':
      return compared(subject, draw.from(['==', '!=']), draw.from([null, 3, 'x', true]));
  }
}

function numberTest(draw: Draw, subject: Expression, others: readonly string[]): Expression {
  const order = draw.from<Operator>(['<', '<=', '>', '>=', '==', '!=']);
  const limit = randomValue(draw, 'number') as number;
  const other = others.length > 0 && draw.chance(0.4) ? draw.from(others) : undefined;
  if (other !== undefined) return binary(subject, order, { is: 'name', name: other });
  return draw.weighted<() => Expression>([
    [() => compared(subject, order, limit), 8],
    [() => compared(binary(subject, '%', literal(2)), '==', draw.between(0, 1)), 2],
    [
      () => {
        const [factor, term] = [draw.between(1, 3), draw.between(0, 5)];
        const sum = binary(binary(subject, '*', literal(factor)), '+', literal(term));
        return compared(draw.chance(0.5) ? sum : minusFirst(subject, term), order, limit);
      },
      2,
    ],
    [
      () => ({
        is: 'binary',
        operator: 'in',
        left: subject,
        right: { is: 'list', items: [1, 2, 3, limit].map(literal) },
      }),
      1,
    ],
  ])();
}

/** A difference whose second part needs its brackets. */
function minusFirst(subject: Expression, term: number): Expression {
  return binary(literal(20), '-', binary(subject, '-', literal(term)));
}

function textTest(draw: Draw, subject: Expression): Expression {
  const part = draw.from(['', 'a', 'x', 'ab', 'red']);
  return draw.weighted<() => Expression>([
    [() => compared(subject, draw.from(['==', '!=', '<', '>=']), part), 3],
    [
      () => ({
        is: 'method',
        name: draw.from(['contains', 'startsWith', 'endsWith']),
        of: subject,
        with: literal(part),
      }),
      3,
    ],
    [() => compared({ is: 'call', name: 'size', of: subject }, '>', draw.between(0, 3)), 1],
  ])();
}

/** Objects of random cases have a number `a`, or at least often so. */
function objectTest(draw: Draw, subject: Expression): Expression {
  const a: Expression = { is: 'member', of: subject, name: 'a' };
  const has: Expression = { is: 'call', name: 'has', of: a };
  if (draw.chance(0.1)) return numberTest(draw, a, []);
  if (draw.chance(0.3)) return has;
  return binary(has, '&&', compared(a, draw.from(['==', '!=']), draw.between(0, 12)));
}

function randomRow(draw: Draw, sort: Sort): Json {
  const value = randomValue(draw, sort === 'any' ? 'number' : sort);
  const isTest = draw.from(['is_null', 'is_not_null']);
  if (draw.chance(0.1)) return { operator: isTest };
  switch (sort) {
    case 'number':
      return draw.chance(0.2)
        ? { operator: 'in', value: [1, 2, 3, value] }
        : { operator: draw.from(['==', '!=', '>', '<', '>=', '<=']), value };
    case 'text':
      return { operator: draw.from(['==', '!=', 'contains', '>']), value };
    case 'list':
      return { operator: 'contains', value: draw.between(0, 9) };
    case 'object':
      return { field: 'a', operator: draw.from(['==', '!=']), value: draw.between(0, 12) };
    case 'flag':
    case 'any':
      return { operator: draw.from(['==', '!=']), value };
  }
}

export function binary(left: Expression, operator: Operator, right: Expression): Expression {
  return { is: 'binary', operator, left, right };
}

export function compared(
  left: Expression,
  operator: Operator,
  value: null | boolean | number | string,
): Expression {
  return binary(left, operator, literal(value));
}

export function literal(value: null | boolean | number | string): Expression {
  return { is: 'literal', value };
}
