import { expect } from 'chai';
import { ask, failureOf, flawOf, flawsOf } from '../support/conditions.js';

const ORDER = {
  lines: [
    { price: 5, tags: ['a'] },
    { price: 20, tags: [] },
  ],
  limit: 10,
};

describe('macros', () => {
  it('go through a list', () => {
    for (const [text, answer] of [
      ['lines.exists(l, l.price > limit)', true],
      ['lines.exists(l, l.price > 100)', false],
      ['lines.all(l, l.price > 1)', true],
      ['lines.all(l, l.price > limit)', false],
      ['lines.exists_one(l, l.price > limit)', true],
      ['lines.exists_one(l, l.price > 1)', false],
      ['lines.filter(l, "a" in l.tags).size() == 1', true],
      ['lines.filter(l, l.price > limit)[0].price == 20', true],
      ['lines.map(l, l.price) == [5, 20]', true],
      ['lines.map(l, l.price * 2).exists(p, p == 40)', true],
      ['[].all(x, x > 1) && ![].exists(x, x > 1)', true],
      ['[1, limit].all(x, x <= limit)', true],
      ['lines.all(l, l.tags.all(t, t == "a" && l.price == 5))', true],
      ['lines.exists(l, has(l.price) && !has(l.name))', true],
      ['lines.map(l, has(l)) == [true, true]', true],
      ['lines.all(l, l != null)', true],
    ] as const) {
      expect(ask(text, ORDER), text).to.equal(answer);
    }
  });

  it('bind a name that hides another, as far as they go', () => {
    expect(ask('lines.all(limit, limit.price > 1) && limit == 10', ORDER)).to.equal(true);
    expect(ask('lines.all(l, l.tags.all(l, l == "a")) && lines.size() == 2', ORDER)).to.equal(true);
    expect(ask('lines.map(l, lines.map(m, l.price + m.price)[0]) == [10, 25]', ORDER)).to.equal(
      true,
    );
    expect(ask('lines.all(l, l.tags.all(l, l == "a") && l.price > 1)', ORDER)).to.equal(true);
    expect(flawOf('value.all(x, x > 1) && x > 1')).to.contain('names "x"');
    expect(flawsOf('value.all(item, itm > 1)')[0]?.hint).to.equal('Did you mean "item"?');
  });

  it('fail with the first item that fails, whatever the others give', () => {
    const value = [{ a: 1 }, {}];
    for (const text of [
      'value.exists(x, x.a == 1)',
      'value.all(x, x.a == 2)',
      'value.exists_one(x, x.a == 1)',
      'value.map(x, x.a).size() == 2',
    ]) {
      expect(failureOf(text, { value }).message, text).to.contain('reads member "a" of an object');
    }
    expect(failureOf('value.exists(x, x)', { value: [true, 1] }).message).to.contain(
      'has a number where',
    );
    expect(failureOf('value.all(x, x)', { value: [1] }).message).to.contain('has a number where');
    expect(failureOf('value.all(x, true)', { value: new Array(2) }).message).to.contain(
      'reads item 0',
    );
  });
});
