import type { Made } from './definitions.js';
import { refTo } from './definitions.js';

const PORT_PROPERTIES = {
  schema: { description: 'A JSON Schema that values hold to.', type: 'object' },
  optional: { description: 'Whether the value may be absent.', type: 'boolean' },
  default: { description: 'The value where none is given.' },
  many: { description: 'Whether the port takes a list, of any number of values.', type: 'boolean' },
  raw: {
    description: 'Whether values are taken as they stand, without templates.',
    type: 'boolean',
  },
  description: { description: 'What the port means.', type: 'string' },
};

/** The parts of the schema that are the same whatever node types there are. */
export const PARTS: ReadonlyMap<string, Made> = new Map<string, Made>([
  [
    'template',
    { description: 'A template: a text with ${name} in it.', type: 'string', pattern: '\\$\\{' },
  ],
  [
    'end',
    {
      description: 'node.port, node.port.path[0], or ["odd name"]["odd port"].',
      type: 'string',
      pattern: '[.[]',
    },
  ],
  [
    'connection',
    {
      anyOf: [
        {
          description: 'node.output -> node.input',
          type: 'string',
          pattern: '\\s(->|→)\\s',
        },
        {
          type: 'object',
          properties: {
            from: refTo('end'),
            to: refTo('end'),
            contract: {
              description: 'What must hold of the values: a contract, or the name of one.',
              anyOf: [{ type: 'string' }, refTo('contract')],
            },
          },
          required: ['from', 'to'],
          additionalProperties: false,
        },
      ],
    },
  ],
  [
    'contract',
    {
      type: 'object',
      properties: {
        name: { type: 'string' },
        source: { description: 'JSON Schema: what the producer promises.', type: 'object' },
        target: { description: 'JSON Schema: what the consumer asks.', type: 'object' },
        policies: { type: 'array', items: { type: 'string' } },
      },
    },
  ],
  [
    'loop',
    {
      type: 'object',
      properties: {
        back: {
          description: "The connections that carry one iteration's values into the next.",
          type: 'array',
          items: refTo('connection'),
        },
        until: { description: 'CEL text: the loop ends when it holds.', type: 'string' },
        while: { description: 'CEL text: the loop ends when it no longer holds.', type: 'string' },
        maxIterations: {
          description: 'Iterations at most; 1,000 without it.',
          type: 'integer',
          minimum: 1,
        },
        timeoutMs: { description: 'Milliseconds at most, across all iterations.', type: 'number' },
        maxHeapBytes: { description: 'Growth of the heap in bytes at most.', type: 'number' },
        onLimit: { description: 'What running into a limit means.', enum: ['fail', 'accept'] },
        history: {
          description: "How many iterations' outputs to keep in the summary.",
          type: 'integer',
        },
      },
      required: ['back'],
      additionalProperties: false,
    },
  ],
  [
    'input',
    signature(
      'to',
      [refTo('end'), { type: 'array', items: refTo('end') }],
      'The inputs of nodes that take the value.',
    ),
  ],
  ['output', signature('from', [refTo('end')], 'The output of a node that the value comes from.')],
]);

/** The schema of a workflow's input or output: one of some ends, or an object that says more. */
function signature(end: string, ends: readonly Made[], description: string): Made {
  return {
    anyOf: [
      ...ends,
      {
        type: 'object',
        properties: { [end]: { description, anyOf: ends }, ...PORT_PROPERTIES },
        additionalProperties: false,
      },
    ],
  };
}
