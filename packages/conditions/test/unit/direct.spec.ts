import { parseCondition } from '@tenon/conditions';
import { expect } from 'chai';
import fc from 'fast-check';

/** Operands of every type that a condition meets, written out and as values. */
const VALUES: readonly unknown[] = [
  0,
  -0,
  1,
  2.5,
  -7,
  1e308,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  '',
  'a',
  'gold',
  'x'.repeat(100),
  true,
  false,
  null,
  undefined,
  [1],
  { b: 1 },
  7n,
];
const LITERALS = ['0', '1', '2.5', '"a"', '"gold"', 'true', 'false', 'null'];
const PATHS = ['a', 'b', 'c.d', 'c["e"]'];
const OPERATORS = ['==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '%', '&&', '||'];

const NAMES = new Map([
  ['a', 'any'],
  ['b', 'any'],
  ['c', 'any'],
] as const);

const operand = fc.constantFrom(...LITERALS, ...PATHS);
const text = fc
  .letrec<{ term: string }>((tie) => ({
    term: fc.oneof(
      { depthSize: 'small' },
      operand,
      fc
        .tuple(tie('term'), fc.constantFrom(...OPERATORS), tie('term'))
        .map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
      tie('term').map((term) => `!(${term})`),
      fc
        .tuple(tie('term'), tie('term'), tie('term'))
        .map(([a, b, c]) => `(${a}) ? (${b}) : (${c})`),
    ),
  }))
  .term.filter((term) => term.length < 400);
const values = fc.record({
  a: fc.constantFrom(...VALUES),
  b: fc.constantFrom(...VALUES),
  c: fc.record({ d: fc.constantFrom(...VALUES), e: fc.constantFrom(...VALUES) }),
});

/** What a condition gives, or how it fails. */
function outcome(source: string, given: Readonly<Record<string, unknown>>): unknown {
  const { condition } = parseCondition(source, { names: NAMES });
  if (condition === undefined) return undefined;
  try {
    return condition.test(given);
  } catch (error) {
    return (error as Error).message;
  }
}

describe('conditions that need no library', () => {
  it('give what the library gives, and fail as it does', () => {
    fc.assert(
      fc.property(text, values, (source, given) => {
        // A list goes to the library, and with it all that stands around it: the same text the long way.
        const long = outcome(`(${source}) && size([1]) == 1`, given);
        const direct = outcome(source, given);
        if (typeof direct === 'boolean') expect(direct, source).to.equal(long);
        else expect(typeof long, source).to.not.equal('boolean');
      }),
      { numRuns: 2000 },
    );
  });

  it('ask a proxy once', () => {
    let asked = 0;
    const value = new Proxy(
      { n: 1 },
      {
        getOwnPropertyDescriptor(target, key) {
          asked++;
          return Reflect.getOwnPropertyDescriptor(target, key);
        },
      },
    );
    expect(outcome('a.n == 1', { a: value })).to.equal(true);
    expect(asked).to.equal(1);
  });
});
