import type { JsonSchema } from '@tenon/core';
import { OPERATORS } from './row.js';

/**
 * What a condition may be as data, CEL text or a row, as a JSON Schema: for the configuration of node types. `subject` says
 * in a word what it looks at: the value, the item.
 */
export function conditionSchema(description: string, subject: string): JsonSchema {
  return {
    description,
    anyOf: [
      { type: 'string', minLength: 1 },
      {
        type: 'object',
        properties: {
          field: {
            type: 'string',
            description: `A path into the ${subject}; the ${subject} itself without it.`,
          },
          operator: { enum: OPERATORS },
          value: { description: 'What it is compared with.' },
        },
        required: ['operator'],
        additionalProperties: false,
      },
    ],
  };
}
