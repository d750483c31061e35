import { expect } from 'chai';
import fc from 'fast-check';
import { MOST_VALUES, trendOf } from '#cycles/watch/watched-number.js';

const row = (next: (value: number, i: number) => number, first = 1, length = MOST_VALUES) => {
  const values = [first];
  while (values.length < length) values.push(next(values.at(-1) as number, values.length));
  return values;
};

describe('trendOf', () => {
  it('says of few values nothing but that they move, unless the last is no finite number', () => {
    expect(trendOf([])).to.equal('moving');
    expect(trendOf([1, 1, 1, 1, 1])).to.equal('moving');
    expect(trendOf([1, 1, 1, 1, 1, 1])).to.equal('constant');
    expect(trendOf([Number.NaN])).to.equal('diverged');
    expect(trendOf([1, 2, Number.NEGATIVE_INFINITY])).to.equal('diverged');
  });

  it('says nothing of a row that was not finite in the middle', () => {
    expect(trendOf([1, 2, Number.NaN, 3, 4, 5, 6])).to.equal('moving');
  });

  it('tells steps that shrink, grow, swing and stay', () => {
    expect(trendOf(row((v) => v / 2))).to.equal('settling');
    expect(trendOf(row((v) => -v / 2))).to.equal('settling');
    expect(trendOf(row((v) => v * 2))).to.equal('diverging');
    expect(trendOf(row((v) => -v * 2))).to.equal('diverging');
    expect(trendOf(row((v) => -v))).to.equal('oscillating');
    expect(trendOf(row((_, i) => [1, 2, 4][i % 3] as number))).to.equal('oscillating');
    expect(trendOf(row((v, i) => v + (i % 2 === 0 ? 3 : -2)))).to.equal('oscillating');
    expect(trendOf(row((v) => v + 1))).to.equal('moving');
  });

  it('answers for any row of numbers, and whatever the scale', () => {
    const numbers = fc.array(fc.double(), { minLength: 1, maxLength: MOST_VALUES });
    fc.assert(
      fc.property(numbers, (values) => {
        const trend = trendOf(values);
        expect(trend === 'diverged').to.equal(!Number.isFinite(values.at(-1)));
      }),
    );
    const small = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 6, maxLength: 16 });
    fc.assert(
      fc.property(small, (values) => {
        expect(trendOf(values.map((value) => value * 1024))).to.equal(trendOf(values));
      }),
    );
  });
});
