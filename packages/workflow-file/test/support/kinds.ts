import { defineNode, type NodeType, port } from '@tenon/core';
import { z } from 'zod';

const tree = {
  type: 'object',
  properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#' } } },
  required: ['name'],
  additionalProperties: false,
} as const;

/** Node types with ports of many sorts. */
export const KINDS: readonly NodeType[] = [
  {
    type: 'route',
    description: 'Takes a way.',
    config: {
      type: 'object',
      properties: {
        ways: { raw: true, type: 'array', items: { type: 'string' }, minItems: 1 },
        value: { type: 'number' },
      },
      required: ['ways'],
    },
    define: ({ ways }) =>
      defineNode({
        type: 'route',
        inputs: { value: port().optional() },
        outputs: Object.fromEntries((ways as string[]).map((way) => [way, port().optional()])),
        settings: { ways: port().raw() },
        run: () => ({}),
      }),
  },
  defineNode({
    type: 'read-order',
    description: 'Reads an order.',
    inputs: { path: port({ type: 'string', minLength: 1 }).describe('The file.') },
    outputs: { order: port() },
    run: () => ({ order: 1 }),
  }),
  defineNode({
    type: 'add-bonus',
    inputs: {
      amount: port({ type: 'number' }),
      rate: port({ type: 'number', minimum: 0 }).default(0.1),
      note: port<string>().optional(),
      tags: port({ enum: ['a', 1, true, null] }).many(),
    },
    outputs: { total: port<number>() },
    settings: { mode: port({ enum: ['net', 'gross'] }).default('net') },
    run: () => ({ total: 1 }),
  }),
  defineNode({
    type: 'tree',
    inputs: { tree: port(tree), raw: port({ type: 'integer' }).raw().optional() },
    settings: { depth: port(z.number().int().optional()), script: port(z.string()).raw() },
    run: () => ({}),
  }),
  defineNode({ type: 'odd kind/#1', inputs: { value: port(Date) }, run: () => ({}) }),
  { type: 'free', define: () => defineNode({ type: 'free', run: () => ({}) }) },
];
