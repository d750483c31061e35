import { type Condition, parseCondition } from '@tenon/conditions';
import { expect } from 'chai';
import fc from 'fast-check';
import { numberTestOf } from '#cycles/condition/number-test.js';
import { placesIn } from '#cycles/condition/places.js';

function read(text: string): Condition {
  const names = new Map([
    ['fit', 'any'],
    ['nodes', 'any'],
    ['previous', 'any'],
    ['iteration', 'number'],
  ] as const);
  const { condition } = parseCondition(text, { names });
  if (condition === undefined) throw new Error(text);
  return condition;
}

function testOf(text: string) {
  const condition = read(text);
  return numberTestOf(condition, placesIn(condition.reads, new Set(['fit'])));
}

describe('the short way to a condition', () => {
  it('comes to what the condition comes to', () => {
    const number = fc.constantFrom(-1, 0, 0.5, 1, 2, 1e300);
    fc.assert(
      fc.property(
        fc.constantFrom('<', '<=', '>', '>=', '==', '!='),
        number,
        fc.oneof(number, fc.constantFrom(-0, Number.MAX_VALUE, Number.POSITIVE_INFINITY)),
        fc.boolean(),
        (operator, known, value, isMirrored) => {
          const literal = known === 1e300 ? '1e300' : String(known);
          const text = isMirrored
            ? `${literal} ${operator} fit.error`
            : `fit.error ${operator} ${literal}`;
          const answer = read(text).test({ fit: { error: value } });
          expect(testOf(text)?.holds(value), text).to.equal(answer);
        },
      ),
    );
  });

  it('reads the place that the condition reads', () => {
    expect(testOf('fit.error[0] < 1')?.place.path).to.deep.equal(['error', 0]);
    expect(testOf('nodes["fit"].error < 1')?.place).to.include({ node: 'fit', name: 'fit.error' });
  });

  it('is none where there is more to it, or something else than a number', () => {
    const others = [
      'fit.error < 1 && fit.error > 0',
      'fit.error < fit.least',
      'fit.name == "x"',
      'fit.isDone == true',
      'fit.error == null',
      'fit.error in [1, 2]',
      'fit.isDone',
      '!(fit.error < 1)',
      'fit.error + 1.0 < 2.0',
      'iteration > 3',
      'previous.fit.error < 1',
      'nodes.other.error < 1',
    ];
    for (const text of others) expect(testOf(text), text).to.equal(undefined);
  });
});
