import { expect } from 'chai';
import type { Json } from '#conformance/case.js';
import { ConditionError, valueOf } from '#conformance/reference/expression/evaluate-expression.js';
import { textOf } from '#conformance/reference/expression/expression.js';
import { parseExpression } from '#conformance/reference/expression/parse-expression.js';
import { Draw } from '#conformance/reference/random/draw.js';
import { randomTest } from '#conformance/reference/random/draw-condition.js';
import type { Sort } from '#conformance/reference/random/draw-value.js';
import { Undecided } from '#conformance/reference/undecided.js';

function evaluated(text: string, names: Readonly<Record<string, Json>> = {}): Json {
  const expression = parseExpression(text);
  if (expression === undefined) throw new Error(`"${text}" is no expression.`);
  return valueOf(expression, new Map(Object.entries(names)));
}

describe('expressions of the reference evaluator', () => {
  const values: readonly (readonly [text: string, value: Json])[] = [
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 4 - 3', 3],
    ['10 - (4 - 3)', 9],
    ['7 % 4', 3],
    ['1 / 4', 0.25],
    ['-2 + 5', 3],
    ['-(1 + 2)', -3],
    ['1 < 2 && 2 < 1 || true', true],
    ['!(1 == 1)', false],
    ['false ? 1 : true ? 2 : 3', 2],
    ['true == 1', false],
    ["1 == '1'", false],
    ['[1, 2] == [1, 2]', true],
    ['2 in [1, 2.0]', true],
    ["'b' > 'a'", true],
    ["size('秋🌲')", 2],
    ['size([1, 2, 3])', 3],
    ["'ab'.startsWith('a') && 'ab'.endsWith('b') && !'ab'.contains('c')", true],
    ["['a', 'b'].contains('b')", true],
    ["'it\\'s' == \"it's\"", true],
    ['null', null],
  ];
  for (const [text, value] of values) {
    it(`${text} is ${JSON.stringify(value)}`, () => {
      expect(evaluated(text)).to.deep.equal(value);
    });
  }

  it('read members, indexes and whether there is a member', () => {
    const value = { a: { b: [1, { c: 'x' }] }, 'd-e': 2 };
    expect(evaluated('value.a.b[1].c', { value })).to.equal('x');
    expect(evaluated('value["d-e"]', { value })).to.equal(2);
    expect(evaluated('has(value.a)', { value })).to.equal(true);
    expect(evaluated('has(value.constructor)', { value })).to.equal(false);
  });

  it('compare lists and objects by value', () => {
    const [value, other] = [{ a: [1, { b: null }] }, { a: [1, { b: null }] }];
    expect(evaluated('value == other', { value, other })).to.equal(true);
    expect(evaluated('value != other', { value, other: { a: [1, { b: 0 }] } })).to.equal(true);
    expect(evaluated('value == other', { value, other: { ...other, c: 1 } })).to.equal(false);
    expect(evaluated('value == other', { value, other: { c: 1 } })).to.equal(false);
  });

  it('have no value where something is missing or of the wrong type', () => {
    const value = { a: 1 };
    for (const text of [
      'value.b',
      'value.a.b',
      'value.constructor',
      '[1][1]',
      "1 < '1'",
      'null < 1',
      "1 + '1'",
      '1 in 2',
      'size(1)',
      'has(value.a.b)',
      '!1',
      '-null',
      '1 ? 2 : 3',
      '1 && true',
      'true && 1',
      "value.a.contains('1')",
    ]) {
      expect(() => evaluated(text, { value }), text).to.throw(ConditionError);
    }
  });

  it('ask the right side of && and || only where the left one does not decide', () => {
    expect(evaluated('false && value.b > 1', { value: {} })).to.equal(false);
    expect(evaluated('true || value.b', { value: {} })).to.equal(true);
    expect(() => evaluated('true && value.b > 1', { value: {} })).to.throw(ConditionError);
    expect(() => evaluated('value.b > 1 && true', { value: {} })).to.throw(ConditionError);
  });

  it('leave open whether the right side may decide where the left one is an error', () => {
    expect(() => evaluated('value.b > 1 && false', { value: {} })).to.throw(Undecided);
    expect(() => evaluated('value.b > 1 || true', { value: {} })).to.throw(Undecided);
  });

  it('leave open what an input is that got nothing', () => {
    expect(() => evaluated('limit > 1')).to.throw(Undecided);
  });

  it('leave open what numbers beyond all bounds are', () => {
    expect(() => evaluated('1 / 0 > 1')).to.throw(Undecided);
    expect(() => evaluated('value % 2 == 1', { value: Infinity })).to.throw(Undecided);
  });

  it('leave open what has() says of a list', () => {
    expect(() => evaluated('has(value.a)', { value: [] })).to.throw(Undecided);
  });

  it('are refused where they are none', () => {
    for (const text of [
      '',
      'value >',
      '(1',
      '1 2',
      'a.b()',
      'f(1)',
      "'a",
      '1 === 1',
      'has(a)',
      '[1',
    ]) {
      expect(parseExpression(text), text).to.equal(undefined);
    }
  });

  it('mean the same once they are written and read again', () => {
    const draw = new Draw(1);
    const sorts: readonly Sort[] = ['number', 'text', 'flag', 'list', 'object', 'any'];
    for (let i = 0; i < 2000; i++) {
      const test = randomTest(draw, { is: 'name', name: 'value' }, draw.from(sorts), ['limit']);
      const text = textOf(test);
      expect(parseExpression(text), text).to.deep.equal(test);
    }
  });
});
