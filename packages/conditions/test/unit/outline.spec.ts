import { type ConditionSource, type Outline, parseCondition } from '@tenon/conditions';
import { expect } from 'chai';

function outline(source: ConditionSource): Outline | undefined {
  const names = new Map([['value', 'any' as const]]);
  return parseCondition(source, { names }).condition?.outline;
}

describe('the outline of a condition', () => {
  const big = { kind: 'comparison', path: ['value'], operator: '>', value: 1 };
  const small = { kind: 'comparison', path: ['value', 'n'], operator: '<', value: 9 };
  const truth = (value: boolean) => ({ kind: 'truth', value });

  it('is its comparisons, as choices from left to right', () => {
    expect(outline('value > 1')).to.deep.equal(big);
    expect(outline('value > 1 && 9 > value.n')).to.deep.equal({
      kind: 'choice',
      condition: big,
      yes: small,
      no: truth(false),
    });
    expect(outline('value > 1 || value.n < 9')).to.deep.equal({
      kind: 'choice',
      condition: big,
      yes: truth(true),
      no: small,
    });
    expect(outline('!(value > 1)')).to.deep.equal({
      kind: 'choice',
      condition: big,
      yes: truth(false),
      no: truth(true),
    });
    expect(outline('value.n < 9 ? value > 1 : false')).to.deep.equal({
      kind: 'choice',
      condition: small,
      yes: big,
      no: truth(false),
    });
  });

  it('has the path of a comparison first, whichever side it stands on', () => {
    const comparison = (path: readonly (string | number)[], operator: string, value: unknown) => ({
      kind: 'comparison',
      path,
      operator,
      value,
    });
    expect(outline('1 <= value')).to.deep.equal(comparison(['value'], '>=', 1));
    expect(outline('"x" == value[0]')).to.deep.equal(comparison(['value', 0], '==', 'x'));
    expect(outline('value != null')).to.deep.equal(comparison(['value'], '!=', null));
    expect(outline('value > -1')).to.deep.equal(comparison(['value'], '>', -1));
    expect(outline('value in [1, "x"]')).to.deep.equal(comparison(['value'], 'in', [1, 'x']));
    const row = { field: 'x', operator: 'is_not_null' } as const;
    expect(outline(row)).to.deep.equal(comparison(['value', 'x'], '!=', null));
  });

  it('is known of rows, and of paths that are true or false themselves', () => {
    expect(outline({ operator: '>', value: 1 })).to.deep.equal(big);
    expect(outline('value.on')).to.deep.equal({ kind: 'path', path: ['value', 'on'] });
    expect(outline('true')).to.deep.equal(truth(true));
  });

  it('is unknown where anything else decides', () => {
    const beyond = [
      'size(value) > 1',
      'value + 1 > 2',
      'value > 1 && value.startsWith("a")',
      'value == 1 ? size(value) > 1 : true',
      '!has(value.a)',
      'has(value.a)',
      'value == value.n',
      'value in value.n',
      '1 in [1]',
      '1 == 1',
      'value == [1]',
      'size(value) > 1 ? true : false',
      'value > 1 ? null : true',
    ];
    for (const text of beyond) expect(outline(text), text).to.equal(undefined);
    expect(outline(() => true)).to.equal(undefined);
  });
});
