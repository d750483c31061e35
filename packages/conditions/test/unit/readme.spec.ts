import {
  type ConditionError,
  ConditionFunctions,
  conditionFunctions,
  parseCondition,
  parseExpression,
  STANDARD_FUNCTIONS,
} from '@tenon/conditions';
import { createRuntime, RuntimeError } from '@tenon/core';
import { expect } from 'chai';

/** The code in the README of the package: each region is shown there. */
describe('the README of conditions', () => {
  it('reads a condition and asks it', () => {
    // #region ask
    const scope = { names: new Map([['order', 'any' as const]]) };
    const { condition, flaws } = parseCondition('order.total > 1000 && !order.prepaid', scope);
    if (flaws !== undefined) throw new Error(flaws[0]?.message);

    const order = { total: 1200, prepaid: false };
    condition.test({ order }); // true
    condition.evidence({ order }); // order.total: 1200, order.prepaid: false
    // #endregion
    expect(condition.test({ order })).to.equal(true);
    expect(condition.evidence({ order })).to.deep.equal([
      { name: 'order.total', value: 1200 },
      { name: 'order.prepaid', value: false },
    ]);
  });

  it('shows an expression', () => {
    // #region expression
    const { expression } = parseExpression('line.price * line.count', {
      names: new Map([['line', 'any' as const]]),
    });
    expression?.evaluate({ line: { price: 2.5, count: 4 } }); // 10
    // #endregion
    expect(expression?.evaluate({ line: { price: 2.5, count: 4 } })).to.equal(10);
  });

  it('shows the three forms', () => {
    const scope = { names: new Map([['value', 'any' as const]]) };
    // #region forms
    const sources = [
      'value.age >= 18',
      { field: 'age', operator: '>=', value: 18 },
      ({ value }: { readonly value: { readonly age: number } }) => value.age >= 18,
    ] as const;
    // #endregion
    for (const source of sources) {
      const { condition } = parseCondition(source, scope);
      expect(condition?.test({ value: { age: 18 } })).to.equal(true);
      expect(condition?.test({ value: { age: 17 } })).to.equal(false);
    }
  });

  it('tells flaws and failures', () => {
    // #region flaws
    const names = new Map([
      ['total', 'number' as const],
      ['limit', 'number' as const],
    ]);
    parseCondition('total > lmit', { names }).flaws;
    // The condition "total > lmit" names "lmit", which is not known here, at column 9.
    // Did you mean "limit"?
    parseCondition('total > "10"', { names }).flaws;
    // The condition "total > "10"" compares a number with a text by ">", at column 1.
    // #endregion
    const [unknown] = parseCondition('total > lmit', { names }).flaws ?? [];
    expect(unknown?.message).to.equal(
      'The condition "total > lmit" names "lmit", which is not known here, at column 9.',
    );
    expect(unknown?.hint).to.equal('Did you mean "limit"?');
    expect(unknown?.position).to.deep.equal({ offset: 8, line: 1, column: 9 });
    const [misfit] = parseCondition('total > "10"', { names }).flaws ?? [];
    expect(misfit?.message).to.equal(
      'The condition "total > "10"" compares a number with a text by ">", at column 1.',
    );
    const scope = { names: new Map([['order', 'any' as const]]) };
    const { condition } = parseCondition('order.totl > 10', scope);
    if (condition === undefined) throw new Error('flawed');
    // #region failure
    try {
      condition.test({ order: { total: 12 } });
    } catch (error) {
      if (!RuntimeError.is(error, 'CONDITION_FAILED')) throw error;
      const { message, hint, position } = error as ConditionError;
      // The condition "order.totl > 10" reads "order.totl", but "order" has no member "totl", at column 1.
      // Did you mean "total"?
      // #endregion
      expect(message).to.equal(
        'The condition "order.totl > 10" reads "order.totl", but "order" has no member "totl", at column 1.',
      );
      expect(hint).to.equal('Did you mean "total"?');
      expect(position?.column).to.equal(1);
      return;
    }
    expect.fail('it did not fail');
  });

  it('adds functions', () => {
    // #region functions
    const functions = conditionFunctions({
      ...Object.fromEntries(STANDARD_FUNCTIONS),
      domain: {
        takes: ['string'],
        gives: 'string',
        run: (address: string) => address.slice(address.indexOf('@') + 1),
      },
    });
    const runtime = createRuntime({
      configure: ({ bind }) => {
        bind(ConditionFunctions).toConstantValue(functions);
      },
    });
    const scope = { functions, names: new Map([['customer', 'any' as const]]) };
    parseCondition('customer.mail.domain().lower() == "example.org"', scope);
    // #endregion
    expect(runtime).not.to.equal(undefined);
    const { condition } = parseCondition('domain(customer.mail) == "b.org"', scope);
    expect(condition?.test({ customer: { mail: 'a@b.org' } })).to.equal(true);
  });
});
