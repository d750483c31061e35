import fc from 'fast-check';

/** What an expression throws that has no value. */
export class Wrong extends Error {}

/** The names that an expression sees. */
type Names = ReadonlyMap<string, unknown>;

/** CEL text with its meaning, stated once more: by recursion, without types, and with JavaScript's own values. */
export interface Expression {
  readonly text: string;
  readonly evaluate: (names: Names) => unknown;
}

/** Random expressions over some names, of which about half give a boolean. */
export function expressions(names: readonly string[]): fc.Arbitrary<Expression> {
  return fc.letrec<{ any: Expression; truth: Expression; leaf: Expression }>((tie) => ({
    leaf: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...names, ...names.slice(0, -1)).map(name) },
      { weight: 2, arbitrary: fc.constantFrom(...LITERALS).map(literal) },
    ),
    any: fc.oneof(
      { maxDepth: 5, depthSize: 'medium' },
      { weight: 10, arbitrary: tie('leaf') },
      { weight: 4, arbitrary: tie('truth') },
      fc.tuple(tie('any'), fc.constantFrom('a', 'b')).map(member),
      fc.tuple(tie('any'), tie('any')).map(index),
      fc.tuple(fc.constantFrom('+', '-', '*', '/', '%'), tie('any'), tie('any')).map(arithmetic),
      tie('any').map(minus),
      tie('any').map(size),
      fc.array(tie('any'), { maxLength: 3 }).map(list),
      fc.tuple(tie('truth'), tie('any'), tie('any')).map(choice),
      fc.tuple(fc.constantFrom('filter', 'map'), tie('any'), tie('any')).map(each),
    ),
    truth: fc.oneof(
      { maxDepth: 5, depthSize: 'medium' },
      {
        weight: 2,
        arbitrary: fc.tuple(fc.constantFrom('==', '!='), tie('any'), tie('any')).map(equality),
      },
      {
        weight: 3,
        arbitrary: fc
          .tuple(fc.constantFrom('<', '<=', '>', '>='), tie('any'), tie('any'))
          .map(order),
      },
      {
        weight: 2,
        arbitrary: fc.tuple(fc.constantFrom('&&', '||'), tie('truth'), tie('truth')).map(logic),
      },
      fc.tuple(fc.constantFrom('&&', '||'), tie('any'), tie('any')).map(logic),
      fc.tuple(tie('any'), tie('any')).map(membership),
      fc
        .tuple(fc.constantFrom('contains', 'startsWith', 'endsWith'), tie('any'), tie('any'))
        .map(search),
      tie('truth').map(not),
      fc.tuple(tie('any'), fc.constantFrom('a', 'b')).map(has),
      fc.constantFrom(...names).map(hasName),
      fc.tuple(fc.constantFrom('all', 'exists', 'exists_one'), tie('any'), tie('truth')).map(each),
    ),
  })).truth;
}

const LITERALS = [0, 1, 2, 0.5, '', 'a', 'ab', true, false, null] as const;

function literal(value: (typeof LITERALS)[number]): Expression {
  return { text: JSON.stringify(value), evaluate: () => value };
}

function name(text: string): Expression {
  return { text, evaluate: (names) => mustBe(names.get(text)) };
}

function hasName(text: string): Expression {
  return { text: `has(${text})`, evaluate: (names) => names.get(text) !== undefined };
}

function member([owner, key]: readonly [Expression, string]): Expression {
  return {
    text: `(${owner.text}).${key}`,
    evaluate: (names) => mustBe(own(owner.evaluate(names), key)),
  };
}

function index([owner, key]: readonly [Expression, Expression]): Expression {
  return {
    text: `(${owner.text})[${key.text}]`,
    evaluate: (names) => {
      // Both are evaluated before they are looked at, which shows only in which of two errors is told.
      const here = owner.evaluate(names);
      const at = key.evaluate(names);
      if (typeof at !== 'string' && (typeof at !== 'number' || Number.isNaN(at))) throw new Wrong();
      return mustBe(own(here, at));
    },
  };
}

function has([owner, key]: readonly [Expression, string]): Expression {
  return {
    text: `has((${owner.text}).${key})`,
    evaluate: (names) => own(owner.evaluate(names), key) !== undefined,
  };
}

function equality([operator, left, right]: readonly [string, Expression, Expression]): Expression {
  return binary(operator, left, right, (a, b) => equal(a, b) === (operator === '=='));
}

function order([operator, left, right]: readonly [string, Expression, Expression]): Expression {
  return binary(operator, left, right, (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') {
      if (Number.isNaN(a) || Number.isNaN(b)) throw new Wrong();
    } else if (typeof a !== 'string' || typeof b !== 'string') throw new Wrong();
    const sign = a < b ? -1 : a > b ? 1 : 0;
    if (operator === '<') return sign < 0;
    if (operator === '<=') return sign <= 0;
    return operator === '>' ? sign > 0 : sign >= 0;
  });
}

function arithmetic([operator, left, right]: readonly [
  string,
  Expression,
  Expression,
]): Expression {
  return binary(operator, left, right, (a, b) => {
    if (operator === '+' && typeof a === 'string' && typeof b === 'string') return a + b;
    if (typeof a !== 'number' || typeof b !== 'number') throw new Wrong();
    return mustBeNumber(
      operator === '+'
        ? a + b
        : operator === '-'
          ? a - b
          : operator === '*'
            ? a * b
            : operator === '/'
              ? a / b
              : a % b,
    );
  });
}

function minus(operand: Expression): Expression {
  return {
    text: `-(${operand.text})`,
    evaluate: (names) => {
      const value = operand.evaluate(names);
      if (typeof value !== 'number') throw new Wrong();
      return mustBeNumber(-value);
    },
  };
}

function not(operand: Expression): Expression {
  return { text: `!(${operand.text})`, evaluate: (names) => !truth(operand.evaluate(names)) };
}

function logic([operator, left, right]: readonly [string, Expression, Expression]): Expression {
  return {
    text: `(${left.text}) ${operator} (${right.text})`,
    evaluate: (names) =>
      truth(left.evaluate(names)) === (operator === '||')
        ? operator === '||'
        : truth(right.evaluate(names)),
  };
}

function choice([asked, yes, no]: readonly [Expression, Expression, Expression]): Expression {
  return {
    text: `(${asked.text}) ? (${yes.text}) : (${no.text})`,
    evaluate: (names) => (truth(asked.evaluate(names)) ? yes : no).evaluate(names),
  };
}

function list(items: readonly Expression[]): Expression {
  return {
    text: `[${items.map(({ text }) => text).join(', ')}]`,
    evaluate: (names) => items.map((item) => item.evaluate(names)),
  };
}

function membership([item, whole]: readonly [Expression, Expression]): Expression {
  return binary('in', item, whole, (a, b) => {
    if (!Array.isArray(b)) throw new Wrong();
    return b.some((other) => equal(a, other));
  });
}

function search([method, whole, part]: readonly [string, Expression, Expression]): Expression {
  return {
    text: `(${whole.text}).${method}(${part.text})`,
    evaluate: (names) => {
      const a = whole.evaluate(names);
      const b = part.evaluate(names);
      if (method === 'contains' && Array.isArray(a)) return a.some((item) => equal(item, b));
      if (typeof a !== 'string' || typeof b !== 'string') throw new Wrong();
      if (method === 'contains') return a.split(b).length > 1 || b === '';
      return method === 'startsWith'
        ? a.slice(0, b.length) === b
        : b === '' || a.slice(-b.length) === b;
    },
  };
}

function size(operand: Expression): Expression {
  return {
    text: `size(${operand.text})`,
    evaluate: (names) => {
      const value = operand.evaluate(names);
      if (typeof value === 'string') return Array.from(value).length;
      if (Array.isArray(value)) return value.length;
      if (!isPlain(value)) throw new Wrong();
      return Object.values(value).filter((item) => item !== undefined).length;
    },
  };
}

function each([macro, whole, body]: readonly [string, Expression, Expression]): Expression {
  return {
    text: `(${whole.text}).${macro}(x, ${body.text})`,
    evaluate: (names) => {
      const items = whole.evaluate(names);
      if (!Array.isArray(items)) throw new Wrong();
      const all = items.map((item) => mustBe(item));
      const answers = all.map((item) => body.evaluate(new Map([...names, ['x', item]])));
      if (macro === 'map') return answers;
      const kept = all.filter((_, i) => truth(answers[i]));
      if (macro === 'filter') return kept;
      if (macro === 'all') return kept.length === all.length;
      return macro === 'exists' ? kept.length > 0 : kept.length === 1;
    },
  };
}

function binary(
  operator: string,
  left: Expression,
  right: Expression,
  meaning: (a: unknown, b: unknown) => unknown,
): Expression {
  return {
    text: `(${left.text}) ${operator} (${right.text})`,
    evaluate: (names) => meaning(left.evaluate(names), right.evaluate(names)),
  };
}

function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => equal(item, b[i]));
  if (isPlain(a) && isPlain(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every((key) => equal(a[key], b[key]));
  }
  return false;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  return [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);
}

function own(owner: unknown, key: string | number): unknown {
  if (typeof owner !== 'object' || owner === null) throw new Wrong();
  return Object.getOwnPropertyDescriptor(owner, key)?.value;
}

function mustBe(value: unknown): unknown {
  if (value === undefined) throw new Wrong();
  return value;
}

function mustBeNumber(value: number): number {
  if (Number.isNaN(value)) throw new Wrong();
  return value;
}

function truth(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new Wrong();
  return value;
}
