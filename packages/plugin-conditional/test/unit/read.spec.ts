import type { Row } from '@tenon/conditions';
import { expect } from 'chai';
import { evaluate, type Formula, OTHER, type Sample } from '#conditional/analysis/formula.js';
import { readRow } from '#conditional/analysis/read-row.js';
import { readText } from '#conditional/analysis/read-text.js';

const over = (path: string, operator: '>' | '==' | '<' | '!=' | '>=' | '<=', literal: unknown) => ({
  kind: 'compare',
  path,
  operator,
  literal,
});

describe('a text of comparisons', () => {
  it('is read as a formula, whichever side the path stands on', () => {
    expect(readText('value > 10')).to.deep.equal(over('value', '>', 10));
    expect(readText(' 10 > value ')).to.deep.equal(over('value', '<', 10));
    expect(readText('order.lines[0].sku=="x 1"')).to.deep.equal(
      over('order.lines[0].sku', '==', 'x 1'),
    );
    expect(readText("value != ''")).to.deep.equal(over('value', '!=', ''));
    expect(readText('value <= -1.5e3')).to.deep.equal(over('value', '<=', -1500));
    expect(readText('value == null')).to.deep.equal(over('value', '==', null));
    expect(readText('value.ready')).to.deep.equal({ kind: 'truth', path: 'value.ready' });
  });

  it('may hold "and", "or", "not", lists and parentheses', () => {
    const values = new Map<string, Sample>([['value', 7]]);
    const holds = (text: string) => evaluate(readText(text) as Formula, values);
    expect(holds('value > 5 && value < 10')).to.equal(true);
    expect(holds('value > 5 && !(value < 10)')).to.equal(false);
    expect(holds('value > 10 || value == 1 || value == 7 && value < 9')).to.equal(true);
    expect(holds('(value > 10 || value == 7) && value > 8')).to.equal(false);
    expect(holds('value in [1, -2, 7]')).to.equal(true);
    expect(holds('value in []')).to.equal(false);
    expect(holds('!!(value == 7)')).to.equal(true);
  });

  it('is left to the run where it says anything else', () => {
    const beyond = [
      'value + 1 > 10',
      'size(value) > 1',
      'value.startsWith("a")',
      'value == other',
      'value > "a"',
      'value == "a\\n"',
      'value == 1u',
      'value == 0x10',
      'true',
      '1 == 1',
      '-value > 1',
      'value in other',
      '1 in [1]',
      'value in [other]',
      'value > 1 ? true : false',
      'value["a"] == 1',
      'value == [1]',
      'value ==',
      '(value == 1',
      'value == 1)',
      'value in [1',
      'value in [1 2]',
      '',
      '&&',
      `value == 1 ${'|| value == 1 '.repeat(200)}`,
      `${'('.repeat(40)}value == 1${')'.repeat(40)}`,
      `${'!'.repeat(40)}value`,
    ];
    for (const text of beyond) expect(readText(text), text).to.equal(undefined);
  });
});

describe('a row', () => {
  const read = (row: unknown) => readRow(row as Row);

  it('is read as a formula', () => {
    expect(read({ operator: '>', value: 10 })).to.deep.equal(over('value', '>', 10));
    expect(read({ field: 'a.b[0]', operator: '==', value: 'x' })).to.deep.equal(
      over('value.a.b[0]', '==', 'x'),
    );
    expect(read({ operator: 'is_null' })).to.deep.equal(over('value', '==', null));
    expect(read({ operator: 'is_not_null' })).to.deep.equal(over('value', '!=', null));
    expect(read({ operator: 'in', value: [1, null] })).to.deep.equal({
      kind: 'any',
      parts: [over('value', '==', 1), over('value', '==', null)],
    });
  });

  it('is left to the run where it says anything else', () => {
    const beyond = [
      { operator: 'contains', value: 'a' },
      { operator: 'in', value: [[1]] },
      { operator: 'in', value: 'abc' },
      { operator: '>', value: 'a' },
      { operator: '==', value: {} },
      { operator: '==', value: Number.NaN },
      { operator: '=~', value: 'a' },
      { field: 7, operator: '==', value: 1 },
      null,
      7,
    ];
    for (const row of beyond) expect(read(row), JSON.stringify(row)).to.equal(undefined);
  });
});

describe('a formula', () => {
  const at = (value: Sample) => new Map<string, Sample>([['value', value]]);

  it('fails where it compares what has no order, unless something else decides', () => {
    const small = readText('value < 3') as Formula;
    expect(evaluate(small, at('text'))).to.equal('error');
    expect(evaluate(small, at(OTHER))).to.equal('error');
    expect(evaluate({ kind: 'not', part: small }, at(null))).to.equal('error');
    expect(evaluate(readText('value < 3 || value == "x"') as Formula, at('x'))).to.equal(true);
    expect(evaluate(readText('value < 3 && value == "x"') as Formula, at('y'))).to.equal(false);
    expect(evaluate(readText('value < 3 || value == "x"') as Formula, at('y'))).to.equal('error');
    expect(evaluate(readText('value') as Formula, at(1))).to.equal('error');
    expect(evaluate(readText('value') as Formula, at(true))).to.equal(true);
  });

  it('tells values of different types apart', () => {
    expect(evaluate(readText('value == 1') as Formula, at('1'))).to.equal(false);
    expect(evaluate(readText('value != 1') as Formula, at(true))).to.equal(true);
    expect(evaluate(readText('value == null') as Formula, at(OTHER))).to.equal(false);
  });
});
