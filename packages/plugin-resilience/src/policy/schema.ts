import type { JsonSchema, PluginAcceptance } from '@tenon/core';
import { DEFAULTS, LONGEST_MS, MOST_ATTEMPTS, MOST_CALLS, MOST_SLOTS } from './figures.js';

const errors = (description: string): JsonSchema => ({
  description,
  type: 'array',
  items: { type: 'string', minLength: 1 },
  minItems: 1,
});

const milliseconds = (description: string, standard?: number): JsonSchema => ({
  description,
  type: 'number',
  exclusiveMinimum: 0,
  exclusiveMaximum: LONGEST_MS,
  ...(standard !== undefined && { default: standard }),
});

const count = (
  description: string,
  minimum: number,
  maximum: number,
  standard?: number,
): JsonSchema => ({
  description,
  type: 'integer',
  minimum,
  maximum,
  ...(standard !== undefined && { default: standard }),
});

const FILTER = {
  on: errors('Codes and names of the errors it is about; all where nothing is said.'),
  except: errors('Codes and names of errors that it is not about.'),
};

const SHARING = {
  per: {
    description: 'Whether each node has its own, or all of its type.',
    enum: ['node', 'type'],
  },
  resource: {
    description: 'The resource that nodes share it for, in place of "per".',
    type: 'string',
    minLength: 1,
  },
};

const RETRY = part('Calls a node that fails again.', {
  attempts: count('Calls in all.', 1, MOST_ATTEMPTS, DEFAULTS.attempts),
  backoff: {
    description: 'How the delays between attempts grow.',
    enum: ['exponential', 'linear', 'fixed', 'none'],
    default: 'exponential',
  },
  delayMs: milliseconds('Milliseconds before the second attempt.', DEFAULTS.delayMs),
  maxDelayMs: milliseconds('Milliseconds that no delay exceeds.', DEFAULTS.maxDelayMs),
  jitter: { description: 'How chance shortens delays.', enum: ['full', 'half', 'none'] },
  budgetMs: milliseconds('Milliseconds within which the last attempt begins.'),
  ...FILTER,
});

const BREAKER = part('Stops calls for a while after too many failures.', {
  failures: count('Failures in a row that open it.', 1, MOST_CALLS, DEFAULTS.failures),
  rate: {
    description: 'The part of the last calls that may fail, in place of "failures".',
    type: 'number',
    exclusiveMinimum: 0,
    exclusiveMaximum: 1,
  },
  calls: count('How many calls "rate" looks back on.', 1, MOST_CALLS, DEFAULTS.calls),
  restMs: milliseconds('Milliseconds before one call is let through.', DEFAULTS.restMs),
  perTenant: { description: 'Whether each tenant has its own.', type: 'boolean', default: false },
  ...SHARING,
  ...FILTER,
});

const BULKHEAD = part(
  'Limits how many calls go on at once.',
  {
    concurrent: count('Calls at once.', 1, MOST_SLOTS),
    queue: count('How many more may wait.', 0, MOST_SLOTS, 0),
    ...SHARING,
  },
  ['concurrent'],
);

const FALLBACK = part('What stands in for a node that failed.', {
  outputs: { description: 'Outputs in place of its own.', type: 'object' },
  kind: { description: 'A kind of node that is called with the same inputs.', type: 'string' },
  config: { description: 'Configuration of that node.', type: 'object' },
  ...FILTER,
});

const WORKFLOW = {
  retry: RETRY,
  timeoutMs: {
    description: 'Milliseconds that each attempt may take.',
    anyOf: [
      { const: false },
      { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: LONGEST_MS },
    ],
  },
  breaker: BREAKER,
  bulkhead: BULKHEAD,
};

/** What workflow files may say for this plugin. */
export const ACCEPTS: PluginAcceptance = Object.freeze({
  workflow: { type: 'object', properties: WORKFLOW, additionalProperties: false },
  node: {
    type: 'object',
    properties: { ...WORKFLOW, fallback: FALLBACK },
    additionalProperties: false,
  },
});

/** A part of a policy: what it states, or `false`. */
function part(
  description: string,
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): JsonSchema {
  return {
    description,
    anyOf: [
      { const: false },
      {
        type: 'object',
        properties,
        additionalProperties: false,
        ...(required.length > 0 && { required }),
      },
    ],
  };
}
