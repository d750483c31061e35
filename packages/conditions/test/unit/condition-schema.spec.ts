import { conditionSchema } from '@tenon/conditions';
import { expect } from 'chai';
import { flawsOf } from '../support/conditions.js';

interface RowSchema {
  readonly properties: { readonly operator: { readonly enum: readonly string[] } };
}

/** Whether a row with this operator can be read at all. */
function isRead(operator: string): boolean {
  return flawsOf({ operator, value: operator === 'in' ? ['a'] : 'a' }).length === 0;
}

describe('conditionSchema', () => {
  it('takes every operator that rows have, and no other', () => {
    const { anyOf } = conditionSchema('A condition.', 'value') as unknown as {
      readonly anyOf: readonly [unknown, RowSchema];
    };
    const operators = anyOf[1].properties.operator.enum;
    expect(operators).to.have.members([
      ...['==', '!=', '>', '<', '>=', '<=', 'in', 'contains', 'is_null', 'is_not_null'],
    ]);
    expect(operators.filter((operator) => !isRead(operator))).to.deep.equal([]);
    expect(isRead('~=')).to.equal(false);
  });

  it('says what it is for, and what a path leads into', () => {
    const text = JSON.stringify(conditionSchema('Which items stay.', 'item'));
    expect(text).to.include('Which items stay.');
    expect(text).to.include('A path into the item; the item itself without it.');
  });
});
