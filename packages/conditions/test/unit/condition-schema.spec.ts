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

  it('is that of a text that is not empty, or of a row with an operator and no more than rows have', () => {
    const { anyOf } = conditionSchema('A condition.', 'value') as unknown as {
      readonly anyOf: readonly [object, { readonly properties: Record<string, object> }];
    };
    const [text, row] = anyOf;
    expect(text).to.deep.equal({ type: 'string', minLength: 1 });
    expect(row).to.deep.include({
      type: 'object',
      required: ['operator'],
      additionalProperties: false,
    });
    expect(Object.keys(row.properties)).to.have.members(['field', 'operator', 'value']);
    expect(row.properties['field']).to.have.property('type', 'string');
    expect(row.properties['value']).to.deep.equal({ description: 'What it is compared with.' });
  });

  it('says what it is for, and what a path leads into', () => {
    const text = JSON.stringify(conditionSchema('Which items stay.', 'item'));
    expect(text).to.include('Which items stay.');
    expect(text).to.include('A path into the item; the item itself without it.');
  });
});
