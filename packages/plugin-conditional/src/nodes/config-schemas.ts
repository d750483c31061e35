import { conditionSchema } from '@tenon/conditions';
import type { JsonSchema } from '@tenon/core';
import { STRATEGY_NAMES } from '../merge/strategies.js';

const CONDITION: JsonSchema = conditionSchema(
  'CEL text over the inputs by name, or a row: { field, operator, value }.',
  'value',
);

const CASES: JsonSchema = {
  raw: true,
  description: 'A port for each case, and the condition under which it is taken; asked in order.',
  anyOf: [
    { type: 'object', minProperties: 1, additionalProperties: CONDITION },
    {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        properties: { name: { type: 'string', minLength: 1 }, when: CONDITION },
        required: ['name', 'when'],
      },
    },
  ],
};

const PORT: JsonSchema = {
  type: 'object',
  properties: {
    schema: { type: 'object', description: 'A JSON Schema that values hold to.' },
    optional: { type: 'boolean' },
    default: {},
    many: { type: 'boolean' },
    raw: { type: 'boolean' },
    description: { type: 'string' },
  },
  additionalProperties: false,
};

const INPUTS: JsonSchema = {
  raw: true,
  description: 'Further inputs that the conditions read: their names, or a port for each name.',
  anyOf: [
    {
      type: 'array',
      items: { type: 'string', minLength: 1, not: { const: 'value' } },
      uniqueItems: true,
    },
    { type: 'object', additionalProperties: PORT },
  ],
};

const VALUE: JsonSchema = { description: 'What is carried on, where no connection brings it.' };

/** What may be configured of a node of kind `branch`. Its further inputs may be, too. */
export const BRANCH_CONFIG: JsonSchema = {
  type: 'object',
  properties: { condition: { raw: true, ...CONDITION }, inputs: INPUTS, value: VALUE },
  required: ['condition'],
};

const SWITCH_PROPERTIES = {
  cases: CASES,
  otherwise: {
    raw: true,
    type: 'string',
    minLength: 1,
    description: 'The port for what matches no case.',
  },
  multiple: {
    raw: true,
    type: 'boolean',
    description: 'Whether every case that matches is taken, and not the first alone.',
  },
  onNoMatch: {
    raw: true,
    enum: ['error', 'skip'],
    description: 'What it means that nothing matches and there is no "otherwise".',
  },
  inputs: INPUTS,
};

/** The same of the kind `switch-on`. */
export const SWITCH_CONFIG: JsonSchema = {
  type: 'object',
  properties: { ...SWITCH_PROPERTIES, value: VALUE },
  required: ['cases'],
};

/** The same of the kind `partition`. */
export const PARTITION_CONFIG: JsonSchema = {
  type: 'object',
  properties: {
    ...SWITCH_PROPERTIES,
    value: { type: 'array', description: 'The list to split, where no connection brings it.' },
  },
  required: ['cases'],
};

/** The same of the kind `merge`. */
export const MERGE_CONFIG: JsonSchema = {
  type: 'object',
  properties: {
    strategy: { enum: STRATEGY_NAMES, description: 'How one value is made of many.' },
    values: { type: 'array', description: 'What is merged, where no connection brings it.' },
    inputs: {
      raw: true,
      description: 'The input "values" as a port, to give what is merged a type.',
      type: 'object',
      properties: { values: PORT },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
};
