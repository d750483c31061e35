import type { Operator, Row } from '@tenon/conditions';
import { expect } from 'chai';
import fc from 'fast-check';
import { askOf, failureOf, flawOf, flawsOf, read, scopeOf } from '../support/conditions.js';

function row(operator: Operator, value?: unknown, field?: string): Row {
  return { operator, ...(value !== undefined && { value }), ...(field !== undefined && { field }) };
}

describe('a row', () => {
  it('compares the value, or what is at a path in it', () => {
    expect(askOf(row('==', 1), 1)).to.equal(true);
    expect(askOf(row('==', '1'), 1)).to.equal(false);
    expect(askOf(row('==', true), 1)).to.equal(false);
    expect(askOf(row('!=', 'a'), 'b')).to.equal(true);
    expect(askOf(row('>', 1), 2)).to.equal(true);
    expect(askOf(row('<', 'b'), 'a')).to.equal(true);
    expect(askOf(row('>=', 2), 2)).to.equal(true);
    expect(askOf(row('<=', 1.5), 2)).to.equal(false);
    expect(askOf(row('in', [1, 'a']), 'a')).to.equal(true);
    expect(askOf(row('in', [[1]]), [1])).to.equal(true);
    expect(askOf(row('in', [Number.NaN]), Number.NaN)).to.equal(false);
    expect(askOf(row('==', { a: 1 }), { a: 1 })).to.equal(true);
    expect(askOf(row('==', [1]), [1])).to.equal(true);
    expect(askOf(row('==', null), null)).to.equal(true);
    expect(askOf(row('<', Infinity), 1)).to.equal(true);
    expect(askOf(row('==', 1n), 1n)).to.equal(true);
    expect(askOf(row('contains', 'b'), 'abc')).to.equal(true);
    expect(askOf(row('contains', 2), [1, 2])).to.equal(true);
    expect(askOf(row('is_null'), null)).to.equal(true);
    expect(askOf(row('is_null'), 0)).to.equal(false);
    expect(askOf(row('is_not_null'), '')).to.equal(true);
    expect(askOf(row('>=', 18, 'person.age'), { person: { age: 20 } })).to.equal(true);
    expect(askOf(row('==', 'x', 'items[0]["a b"]'), { items: [{ 'a b': 'x' }] })).to.equal(true);
    expect(askOf(row('==', 'x', '[1]'), ['y', 'x'])).to.equal(true);
    expect(askOf(row('is_null', undefined, 'v'), { v: null })).to.equal(true);
  });

  it('reads as a comparison', () => {
    const { condition } = { condition: read(row('>=', 18, 'person.age')) };
    expect(condition.text).to.equal('value.person.age >= 18');
    expect(condition.kind).to.equal('row');
    expect(condition.names).to.deep.equal(['value']);
    expect(condition.reads).to.deep.equal([['value', 'person', 'age']]);
    expect(read(row('is_null')).text).to.equal('value is_null');
    expect(read(row('in', ['a', 1])).reads).to.deep.equal([['value']]);
    expect(read(row('in', ['a', 1])).text).to.equal('value in ["a", 1]');
  });

  it('is strict: a missing field and types without an order are errors', () => {
    const missing = failureOf(row('>', 1, 'totl'), { value: { total: 2 } });
    expect(missing.message).to.equal(
      'The condition "value.totl > 1" reads "value.totl", but "value" has no member "totl".',
    );
    expect(missing.hint).to.equal('Did you mean "total"?');
    expect(missing.position).to.equal(undefined);
    expect(failureOf(row('is_null', undefined, 'gone'), { value: {} }).message).to.contain(
      'no member',
    );
    expect(failureOf(row('>', 10), { value: 'text' }).message).to.contain(
      'compares a text with a number',
    );
    expect(failureOf(row('contains', 'a'), { value: 7 }).message).to.contain(
      'asks whether a number contains',
    );
    expect(failureOf(row('contains', 1), { value: 'a1' }).message).to.contain(
      'a text contains a number',
    );
  });

  it('is refused where it can never be right', () => {
    expect(flawOf({ operator: '=~', value: 1 })).to.contain('has the operator "=~"');
    expect(flawsOf({ operator: 'is-null' })[0]?.hint).to.equal('Did you mean "is_null"?');
    expect(flawsOf({ operator: '~~~~~', value: 1 })[0]?.hint).to.contain('There are == !=');
    expect(flawOf({ operator: Symbol('x') })).to.contain('has the operator Symbol(x)');
    expect(flawOf({ value: 1 })).to.contain('has the operator undefined');
    expect(flawOf({ operator: '==' })).to.contain('has no value for "=="');
    expect(flawOf({ feild: 'a', operator: 'is_null' })).to.contain('has a member "feild"');
    expect(flawsOf({ feild: 'a', operator: 'is_null' })[0]?.hint).to.equal('Did you mean "field"?');
    expect(flawsOf({ xyz: 'a', operator: 'is_null' })[0]?.hint).to.equal(
      'Write { field, operator, value }.',
    );
    expect(flawOf({ field: 7, operator: 'is_null' })).to.contain('has a number for its field');
    expect(flawOf({ field: '', operator: 'is_null' })).to.contain(
      'has an empty text for its field',
    );
    expect(flawOf({ field: 'a[', operator: 'is_null' })).to.contain('has a field that is no path');
    expect(flawOf({ operator: '>', value: true })).to.contain('compares a value with a boolean');
    expect(flawOf({ operator: '<', value: null })).to.contain('compares a value with null');
    expect(flawOf({ operator: 'in', value: 'abc' })).to.contain('looks for a value in a text');
    expect(flawOf({ operator: '==', value: 1 }, scopeOf('order'))).to.contain('reads "value"');
    const scope = { names: new Map([['value', 'number' as const]]) };
    expect(flawOf({ operator: 'contains', value: 1 }, scope)).to.contain(
      'a number contains a number',
    );
    expect(flawOf({ operator: '>', value: 'a' }, scope)).to.contain('a number with a text');
    expect(flawOf({ field: 'a', operator: '==', value: 1 }, scope)).to.contain(
      '"value" is a number',
    );
  });

  it('is told what would be right', () => {
    const hintOf = (source: unknown, scope = scopeOf('value')) => flawsOf(source, scope)[0]?.hint;
    const form = 'Write { field, operator, value }.';
    expect(hintOf({ operator: '==' })).to.equal(form);
    expect(hintOf({ operator: Symbol('x') })).to.match(/^There are == != > /);
    expect(hintOf({ field: 7, operator: 'is_null' })).to.match(
      /^Write a path, as "customer.city";/,
    );
    expect(hintOf({ operator: '==', value: 1 }, scopeOf('order'))).to.equal(
      'Write CEL text instead.',
    );
    expect(hintOf(7)).to.equal(
      'Write "value > 10", or { field, operator, value }, or give a function.',
    );
    const path = flawsOf({ field: 'a.b[', operator: 'is_null' })[0];
    expect(path?.message).to.match(/is no path: .*"a\.b\[".*[^.]\.$/);
    expect(path?.hint).to.be.a('string').and.not.equal(form);
  });

  it('asks texts and lists whether they contain something, and gives what can be ordered', () => {
    for (const type of ['string', 'list', 'any'] as const) {
      const scope = { names: new Map([['value', type]]) };
      expect(flawsOf({ operator: 'contains', value: 'a' }, scope), type).to.deep.equal([]);
    }
    expect(flawsOf({ operator: '<', value: 1n })).to.deep.equal([]);
    expect(flawOf({ operator: '<', value: { a: 1 } })).to.contain('with an object');
    expect(flawOf({ operator: '<', value: [1] })).to.contain('with a list');
  });

  it('is text, a row or a function', () => {
    for (const source of [undefined, null, 7, true, 1n, Symbol('x')]) {
      expect(flawOf(source)).to.contain('is neither CEL text, a row nor a function');
    }
    expect(flawOf([])).to.contain('has the operator undefined');
  });

  it('keeps its own copy of the value', () => {
    const value = [[1]];
    const condition = read(row('in', value));
    value.push([2]);
    value[0]?.push(3);
    expect(condition.test({ value: [2] })).to.equal(false);
    expect(condition.test({ value: [1] })).to.equal(true);
  });

  it('means what its CEL text means', () => {
    const values = fc.constantFrom<unknown>(0, 1, -1.5, '', 'a', 'ab', true, null, [1, 'a'], {
      a: 1,
    });
    const operators = fc.constantFrom<Operator>('==', '!=', '<', '<=', '>', '>=', 'in', 'contains');
    const rights = fc.constantFrom<unknown>(0, 1, -1.5, '', 'a', true, null, [1, 'a'], []);
    fc.assert(
      fc.property(values, operators, rights, (value, operator, right) => {
        const text =
          operator === 'contains'
            ? `value.contains(${JSON.stringify(right)})`
            : `value ${operator} ${JSON.stringify(right)}`;
        const one = outcomeOf({ operator, value: right }, value);
        expect(one).to.equal(outcomeOf(text, value));
      }),
      { numRuns: 500 },
    );
  });
});

function outcomeOf(source: Row | string, value: unknown): unknown {
  if (flawsOf(source).length > 0) return 'flawed';
  try {
    return askOf(source, value);
  } catch {
    return 'failed';
  }
}
