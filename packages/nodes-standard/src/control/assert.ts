import { defineNode, type Node, type Port, type PortMap, port } from '@tenon/core';
import { failure } from '../failure.js';
import { shown } from '../rows/items.js';
import { text } from '../rows/ports.js';
import {
  evaluators,
  type Formula,
  type ItemCondition,
  withFormulas,
} from '../transform/formulas.js';

/** A node made by {@link assert}. */
export type AssertNode = Node<
  {
    readonly value: Port<unknown, 'required', false>;
    readonly given: Port<unknown, 'optional', false>;
    readonly message: Port<string, 'optional', false>;
  },
  { readonly value: Port<unknown, 'required', false> }
>;

/**
 * A node that fails with ASSERTION_FAILED unless a condition over its input `value` holds, and hands the value on. `message`
 * says what is wrong then.
 *
 * @example
 * const some = flow.add('some', assert('size(value) > 0'), { message: 'There are no orders.' });
 */
export function assert(condition: ItemCondition): AssertNode {
  return assertDefinition(condition);
}

/** What {@link assert} and the kind `assert` make. */
export function assertDefinition(condition: ItemCondition, settings: PortMap = {}): AssertNode {
  const formula: Formula = { what: 'condition', form: 'condition', source: condition };
  const definition = defineNode({
    type: 'assert',
    description: 'Fails unless a condition holds.',
    inputs: {
      value: port().describe('What the condition is about, as "value".'),
      given: port().describe('What the condition may read beside it, as "given".').optional(),
      message: text('What is wrong where the condition does not hold.').optional(),
    },
    outputs: { value: port().describe('The input.') },
    settings,
    form: { kind: 'assert', config: { condition } },
    compile: (place) => {
      const site = { id: place.id, workflow: place.workflow };
      const [holds = () => false] = evaluators([formula], place);
      return ({ value, given, message }, context) => {
        if (holds({ value, index: 0, given }) === true) return { value };
        const about = `The condition of node "${site.id}" does not hold for ${shown(value, context)}.`;
        throw failure(
          site,
          'ASSERTION_FAILED',
          message === undefined ? about : `${message} ${about}`,
        );
      };
    },
  });
  return withFormulas(definition, [formula]) as AssertNode;
}
