import { parseCondition } from '@tenon/conditions';
import { RuntimeError } from '@tenon/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { scopeOf } from '../support/conditions.js';
import { type Expression, expressions, Wrong } from '../support/expressions.js';

/** `x` is also what macros call an item, and `gone` never has a value. */
const NAMES = ['a', 'b', 'c', 'x', 'gone'] as const;

/** Values that are alike often enough to be equal, and unlike often enough to fail. */
const values: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(0, 1, 2, -1, 0.5, '', 'a', 'ab', true, false, null),
    fc.constantFrom(Number.NaN, Infinity, -0, undefined, 1n, new Date(0)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.record({ a: tie('value'), b: tie('value') }, { requiredKeys: [] }),
  ),
})).value;

const given = fc.record({ a: values, b: values, c: values, x: values });

/** The answer of an expression that has no value. */
const WRONG = 'wrong';

/** What the text gives: a boolean, or WRONG where it fails. */
function answerOf(text: string, names: Readonly<Record<string, unknown>>): unknown {
  const { condition, flaws } = parseCondition(text, scopeOf(...NAMES));
  if (condition === undefined) {
    // Its types do not fit. What has no flaw for the reader has none for the library either.
    expect(flaws.map(({ message }) => message).join('\n'), text).not.to.contain('cannot be read');
    return undefined;
  }
  try {
    return condition.test(names);
  } catch (error) {
    if (RuntimeError.is(error, 'CONDITION_FAILED')) return WRONG;
    throw error;
  }
}

function expected(expression: Expression, names: Readonly<Record<string, unknown>>): unknown {
  try {
    const answer = expression.evaluate(new Map(Object.entries(names)));
    return typeof answer === 'boolean' ? answer : WRONG;
  } catch (error) {
    if (error instanceof Wrong) return WRONG;
    throw error;
  }
}

describe('CEL text and an evaluator that is nothing but its rules', () => {
  it('agree on thousands of random expressions, and on which of them fail', () => {
    const counts = { true: 0, false: 0, wrong: 0, refused: 0 };
    fc.assert(
      fc.property(expressions(NAMES), given, (expression, names) => {
        const answer = answerOf(expression.text, names);
        if (answer === undefined) {
          counts.refused++;
          return;
        }
        expect(answer, expression.text).to.equal(expected(expression, names));
        counts[answer === WRONG ? 'wrong' : answer === true ? 'true' : 'false']++;
      }),
      { numRuns: 12_000 },
    );
    expect(counts.true + counts.false + counts.wrong).to.be.greaterThan(2_000);
    expect(Math.min(counts.true, counts.false, counts.wrong)).to.be.greaterThan(300);
  });
});
