import { expect } from 'chai';
import fc from 'fast-check';
import { didYouMean, nearNames, quoteList } from '#core/errors/near-names.js';

describe('nearNames', () => {
  it('finds a slip of one letter, a swap, and a matter of case', () => {
    expect(nearNames('ordr', ['order', 'bonus'])).to.deep.equal(['order']);
    expect(nearNames('oredr', ['bonus', 'order'])).to.deep.equal(['order']);
    expect(nearNames('Order', ['order'])).to.deep.equal(['order']);
    expect(nearNames('ab', ['ba'])).to.deep.equal(['ba']);
  });

  it('puts the nearest first, and equally near ones in the order given', () => {
    const candidates = ['orderz', 'Orders', 'orderly', 'orderx', 'ordersss'];
    expect(nearNames('orders', candidates)).to.deep.equal(['Orders', 'orderz', 'orderx']);
  });

  it('suggests nothing that has little in common', () => {
    expect(nearNames('id', ['user_id', 'identity', 'x'])).to.deep.equal([]);
    expect(nearNames('', ['a', 'b'])).to.deep.equal([]);
  });

  it('never suggests the name itself, and never more than three', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (name, candidates) => {
        const near = nearNames(name, [...candidates, name]);
        expect(near).to.have.lengthOf.at.most(3);
        expect(near).not.to.include(name);
        for (const suggestion of near) expect(candidates).to.include(suggestion);
      }),
    );
  });

  it('finds a name after any one slip in a name of four letters or more', () => {
    const names = fc.stringMatching(/^[a-z]{4,20}$/);
    fc.assert(
      fc.property(names, fc.nat(), fc.constantFrom('drop', 'double', 'swap'), (name, at, slip) => {
        const i = at % (name.length - 1);
        const typed = {
          drop: name.slice(0, i) + name.slice(i + 1),
          double: name.slice(0, i) + name.slice(i, i + 1) + name.slice(i),
          swap: name.slice(0, i) + name.charAt(i + 1) + name.charAt(i) + name.slice(i + 2),
        }[slip];
        fc.pre(typed !== name);
        expect(nearNames(typed, ['zzzzzzzzzzzzzzzzzzzzzzz', name])).to.deep.equal([name]);
      }),
    );
  });

  it('treats names of built-in properties as names', () => {
    expect(nearNames('__proto_', ['__proto__', 'constructor'])).to.deep.equal(['__proto__']);
  });

  it('stops looking after 100,000 candidates', () => {
    let looked = 0;
    const endless = function* () {
      for (;;) {
        looked++;
        yield `candidate-${looked}`;
      }
    };
    expect(nearNames('nothing-like-it', endless())).to.deep.equal([]);
    expect(looked).to.be.at.most(100_001);
  });

  it('does not compare names of great length letter by letter', () => {
    const long = 'x'.repeat(1_000_000);
    expect(nearNames(long, [`${long}y`, 'x'])).to.deep.equal([]);
    expect(nearNames('order', [long])).to.deep.equal([]);
  });
});

describe('didYouMean', () => {
  it('asks about the near names, or says nothing', () => {
    expect(didYouMean('ordr', ['order', 'ordre'])).to.equal('Did you mean "order" or "ordre"?');
    expect(didYouMean('ordr', ['bonus'])).to.equal('');
  });
});

describe('quoteList', () => {
  it('reads as a sentence does, and counts what is too much', () => {
    expect(quoteList([])).to.equal('');
    expect(quoteList(['a'])).to.equal('"a"');
    expect(quoteList(['a', 'b', 'c'])).to.equal('"a", "b" and "c"');
    expect(quoteList(['a', 'b', 'c', 'd'], 'and', 2)).to.equal('"a", "b" and 2 more');
  });
});
