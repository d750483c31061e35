import { expect } from 'chai';
import {
  type Difference,
  differenceText,
  firstDifference,
} from '#testing/values/first-difference.js';

describe('firstDifference', () => {
  it('finds none where two values are deeply equal', () => {
    expect(firstDifference({ a: [1, NaN] }, { a: [1, NaN] })).to.equal(undefined);
    expect(firstDifference(new Map([[1, new Date(0)]]), new Map([[1, new Date(0)]]))).to.equal(
      undefined,
    );
  });

  for (const [what, expected, actual, path] of [
    ['values', 1, '1', ''],
    ['members', { a: { b: 1 } }, { a: { b: 2 } }, 'a.b'],
    ['items', { a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }, 'a[1].b'],
    ['what is there and undefined from what is not', {}, { a: undefined }, 'a'],
    ['lists of two lengths', [1], [1, 2], '[1]'],
    ['a list from an object', { a: [] }, { a: {} }, 'a'],
    ['an object from null', { a: null }, { a: {} }, 'a'],
    ['what is no plain object as a whole', { a: new Map([[1, 2]]) }, { a: new Map() }, 'a'],
    [
      'objects without a prototype',
      Object.create(null, { a: { value: 1, enumerable: true } }),
      { a: 2 },
      'a',
    ],
  ] as const) {
    it(`tells ${what} apart`, () => {
      expect(firstDifference(expected, actual)?.path).to.equal(path);
    });
  }

  it('does not mind whether a plain object has a prototype', () => {
    expect(firstDifference({ a: Object.create(null) as object }, { a: {} })).to.equal(undefined);
  });

  it('takes data of any depth, and cycles', () => {
    const deep = (end: number) => {
      let value: object = { end };
      for (let i = 0; i < 50_000; i++) value = [value];
      return value;
    };
    expect(firstDifference(deep(1), deep(1))).to.equal(undefined);
    expect(firstDifference(deep(1), deep(2))?.path).to.match(/^\[0\].*\.end$/);
    const ring = (n: number) => {
      const value: Record<string, unknown> = {};
      return Object.assign(value, { self: value, n });
    };
    expect(firstDifference(ring(1), ring(1))).to.equal(undefined);
    expect(firstDifference(ring(1), ring(2))?.path).to.equal('n');
  });

  it('takes what cannot be looked at for something else', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(firstDifference({ proxy }, { proxy })).to.equal(undefined);
    expect(firstDifference({ a: new Map([[1, proxy]]) }, { a: new Map([[1, {}]]) })?.path).to.equal(
      'a',
    );
  });
});

describe('differenceText', () => {
  it('says what is where, and what was', () => {
    expect(differenceText({ path: 'a.b', expected: 1, actual: undefined })).to.equal(
      '"a.b" is undefined, and was 1',
    );
    expect(differenceText(firstDifference({}, { a: 1 }) as Difference)).to.equal(
      '"a" is 1, and was absent',
    );
    expect(differenceText({ path: '', expected: 'x'.repeat(99), actual: 2 })).to.match(
      /^it is 2, and was 'x{60}'\.\.\. 39 more characters$/,
    );
  });
});
