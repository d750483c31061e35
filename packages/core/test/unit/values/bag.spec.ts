import { expect } from 'chai';
import { Bag } from '#core/values/bag.js';

describe('Bag', () => {
  it('has what was put in it, under any name, and inherits nothing', () => {
    const bag = new Bag();
    expect(['constructor', '__proto__', 'toString'].map((name) => bag[name])).to.deep.equal([
      ...[undefined, undefined, undefined],
    ]);
    for (const name of ['constructor', '__proto__', 'toString']) bag[name] = name;
    expect(Object.keys(bag)).to.deep.equal(['constructor', '__proto__', 'toString']);
  });

  it('lets nothing be put on what all of them inherit from', () => {
    const prototype = Object.getPrototypeOf(new Bag()) as Record<string, unknown>;
    expect(() => {
      prototype['key'] = 'secret';
    }).to.throw(TypeError);
    expect(new Bag()['key']).to.equal(undefined);
  });
});
