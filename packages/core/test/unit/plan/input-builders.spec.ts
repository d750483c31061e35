import { expect } from 'chai';
import fc from 'fast-check';
import { builderOf, type InputNames, MOST_BUILT } from '#core/plan/input-builders.js';

const name = fc.string({ minLength: 1 }).filter((text) => text !== '__proto__');

describe('builderOf', () => {
  it('puts any names and values together to a plain object, in order', () => {
    const names = fc.uniqueArray(name, { maxLength: MOST_BUILT });
    fc.assert(
      fc.property(names, fc.array(fc.anything(), { minLength: 4, maxLength: 4 }), (keys, given) => {
        const [a, b, c, d] = given;
        const built = builderOf(keys)(keys as unknown as InputNames, a, b, c, d);
        expect(Object.entries(built)).to.deep.equal(
          Object.entries(Object.fromEntries(keys.map((key, i) => [key, given[i]]))),
        );
        expect(Object.getPrototypeOf(built)).to.equal(Object.prototype);
      }),
    );
  });

  it('gives the same names the same builder, and seldom gives it to others', () => {
    const texts = Array.from({ length: 46 }, (_, i) => `port${String(i)}`);
    const builders = new Set(texts.map((text) => builderOf([text])));
    expect(builderOf(['port1'])).to.equal(builderOf(['port1']));
    expect(builders.size).to.be.greaterThan(12);
  });
});
