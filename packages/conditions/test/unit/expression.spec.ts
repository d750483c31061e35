import { type Expression, parseExpression } from '@tenon/conditions';
import { RuntimeError } from '@tenon/core';
import { expect } from 'chai';

const NAMES = new Map([['value', 'any' as const]]);

function read(text: string): Expression {
  const { expression, flaws } = parseExpression(text, { names: NAMES });
  if (expression === undefined) throw new Error(flaws[0]?.message);
  return expression;
}

function give(text: string, value?: unknown): unknown {
  return read(text).evaluate({ value });
}

function flawOf(text: unknown): string | undefined {
  return parseExpression(text as string, { names: NAMES }).flaws?.[0]?.message;
}

describe('an expression', () => {
  it('gives numbers, texts, truth, null and lists', () => {
    expect(give('2 / 4 + value', 1)).to.equal(1.5);
    expect(give('value.name + "!"', { name: 'Ada' })).to.equal('Ada!');
    expect(give('value > 3', 4)).to.equal(true);
    expect(give('null')).to.equal(null);
    expect(give('[value, "a", [1]]', 7)).to.deep.equal([7, 'a', [1]]);
  });

  it('gives the very value that a path leads to', () => {
    const tags = [{ id: 1 }];
    expect(give('value.tags', { tags })).to.equal(tags);
    expect(give('value', Number.NaN)).to.be.NaN;
    expect(give('value', 10n)).to.equal(10n);
    const made = new Date(0);
    expect(give('value.at', { at: made })).to.equal(made);
  });

  it('gives lists without any of their wrapping', () => {
    const lines = [{ price: 2 }, { price: 5 }];
    expect(give('value.map(l, l.price * 2)', lines)).to.deep.equal([4, 10]);
    expect(give('value.filter(l, l.price > 2)', lines)).to.deep.equal([lines[1]]);
    expect(give('value.map(l, [l])', lines)).to.deep.equal([[lines[0]], [lines[1]]]);
  });

  it('says what it reads', () => {
    const { names, reads, text } = read('value.a + value.b[0]');
    expect(text).to.equal('value.a + value.b[0]');
    expect(names).to.deep.equal(['value']);
    expect(reads).to.deep.equal([
      ['value', 'a'],
      ['value', 'b', 0],
    ]);
  });

  it('is as strict as a condition', () => {
    expect(() => give('value.total', { totl: 1 })).to.throw(
      'The expression "value.total" reads "value.total", but "value" has no member "total"',
    );
    expect(() => give('value + 1', 'a')).to.throw('The expression "value + 1"');
    expect(() => give('0 / value', 0)).to.throw('no number (NaN)');
    try {
      give('value.a', null);
      expect.fail();
    } catch (error) {
      expect(RuntimeError.is(error, 'CONDITION_FAILED')).to.equal(true);
      expect(error).to.have.property('expression', 'value.a');
    }
  });

  it('tells what is wrong with its text, and what it calls itself', () => {
    expect(flawOf('valu + 1')).to.equal(
      'The expression "valu + 1" names "valu", which is not known here, at column 1.',
    );
    expect(flawOf('1 +')).to.match(/^The expression "1 \+" /);
    expect(flawOf('"a" < 1')).to.match(/compares a text with a number/);
    expect(flawOf(7)).to.equal('The expression "7" is no CEL text.');
    expect(parseExpression(7 as unknown as string, { names: NAMES }).flaws?.[0]?.hint).to.equal(
      'Write "value.price * 2".',
    );
    expect(flawOf('x'.repeat(20_000))).to.match(/^The expression /);
    const { flaws } = parseExpression('b', { names: NAMES, subject: 'column "b"' });
    expect(flaws?.[0]?.message).to.match(/^The column "b" "b" names "b"/);
  });
});
