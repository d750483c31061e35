import { conditionSchema } from '@tenon/conditions';
import type { JsonSchema } from '@tenon/core';
import { AGGREGATES } from './transform/aggregates.js';

// What may be configured of the kinds that are made of their configuration: for editors and listings. What stands raw in it
// takes no templates.

const NAME = { type: 'string', minLength: 1 } as const;

const EXPRESSION: JsonSchema = {
  type: 'string',
  minLength: 1,
  description: 'CEL text over "value", the item; "index", its place from 0; and "given".',
};

const CONDITION: JsonSchema = {
  ...conditionSchema(
    'CEL text over "value", "index" and "given", or a row: { field, operator, value }.',
    'item',
  ),
  raw: true,
};

const GIVEN: JsonSchema = { description: 'What formulas may read beside the items, as "given".' };

const ITEMS: JsonSchema = { type: 'array', description: 'The items; mostly they are connected.' };

function withItems(
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[],
): JsonSchema {
  return {
    type: 'object',
    properties: { items: ITEMS, given: GIVEN, ...properties },
    required,
    additionalProperties: false,
  };
}

export const FILTER_CONFIG: JsonSchema = withItems({ where: CONDITION }, ['where']);

export const MAP_CONFIG: JsonSchema = withItems(
  {
    to: {
      description: 'An expression for a value, or an object with one for each member.',
      anyOf: [EXPRESSION, { type: 'object', minProperties: 1, additionalProperties: EXPRESSION }],
      raw: true,
    },
    keep: {
      type: 'boolean',
      description: 'Whether the members that an item has are kept.',
      raw: true,
    },
  },
  ['to'],
);

export const SELECT_CONFIG: JsonSchema = withItems(
  {
    columns: {
      description: 'The members to keep, in order; or new names with the old ones.',
      anyOf: [
        { type: 'array', items: NAME, minItems: 1, uniqueItems: true },
        { type: 'object', minProperties: 1, additionalProperties: NAME },
      ],
      raw: true,
    },
  },
  ['columns'],
);

export const GROUP_CONFIG: JsonSchema = withItems(
  {
    by: {
      description: 'The members to group by, or names of keys with an expression for each.',
      anyOf: [
        { type: 'array', items: NAME, uniqueItems: true },
        { type: 'object', additionalProperties: EXPRESSION },
      ],
      raw: true,
    },
    aggregates: {
      type: 'object',
      description: 'What is told of each group, by name.',
      additionalProperties: {
        anyOf: [
          { const: 'count' },
          {
            type: 'object',
            properties: Object.fromEntries(
              AGGREGATES.filter((name) => name !== 'count').map((name) => [name, EXPRESSION]),
            ),
            minProperties: 1,
            maxProperties: 1,
            additionalProperties: false,
          },
        ],
      },
      raw: true,
    },
  },
  ['aggregates'],
);

const HOW = {
  direction: { enum: ['asc', 'desc'] },
  nulls: { enum: ['first', 'last'], description: 'Where items go whose key is null.' },
} as const;

export const SORT_CONFIG: JsonSchema = withItems(
  {
    by: {
      type: 'array',
      description: 'The keys, the first one first.',
      minItems: 1,
      items: {
        anyOf: [
          NAME,
          {
            type: 'object',
            properties: { column: NAME, ...HOW },
            required: ['column'],
            additionalProperties: false,
          },
          {
            type: 'object',
            properties: { value: EXPRESSION, ...HOW },
            required: ['value'],
            additionalProperties: false,
          },
        ],
      },
      raw: true,
    },
  },
  ['by'],
);

export const ASSERT_CONFIG: JsonSchema = {
  type: 'object',
  properties: {
    value: { description: 'What the condition is about; mostly it is connected.' },
    given: { description: 'What the condition may read beside it, as "given".' },
    message: { type: 'string', description: 'What is wrong where the condition does not hold.' },
    condition: CONDITION,
  },
  required: ['condition'],
  additionalProperties: false,
};

export const FOR_EACH_CONFIG: JsonSchema = {
  type: 'object',
  properties: {
    items: ITEMS,
    node: { ...NAME, description: 'The kind of node that is run for each item.', raw: true },
    with: { type: 'object', description: 'The configuration of that node.' },
    item: { ...NAME, description: 'The input of that node which takes the item.', raw: true },
    output: {
      ...NAME,
      description: 'The output of that node which is the result of an item.',
      raw: true,
    },
    concurrency: {
      type: 'integer',
      minimum: 1,
      maximum: 1_000,
      description: 'How many items are worked on at once, at most. Default 4.',
      raw: true,
    },
    onError: {
      enum: ['stop', 'collect'],
      description: 'Whether a failure fails the node (default), or is told of.',
      raw: true,
    },
  },
  required: ['node', 'item', 'output'],
  additionalProperties: false,
};
