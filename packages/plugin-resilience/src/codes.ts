import { type CodesOf, defineCodes } from '@tenon/core';

/** The codes of `@tenon/plugin-resilience`. */
export const RESILIENCE_CODES = defineCodes('@tenon/plugin-resilience', {
  RESILIENCE_INVALID: {
    category: 'constraint',
    meaning: 'What a workflow, a node type or a node states for resilience cannot be meant.',
    remedy: 'Correct the member that the message names; it says what is due there.',
  },
  BREAKER_CONFLICT: {
    category: 'structure',
    meaning: 'Two nodes share a breaker or a bulkhead, and state different figures for it.',
    remedy: 'State the same figures, or give one of them another resource.',
  },
  FALLBACK_INVALID: {
    category: 'structure',
    meaning: 'A fallback cannot stand in for its node.',
    remedy: 'Give outputs, or a kind of node, that have what the node promises.',
  },
  BREAKER_OPEN: {
    category: 'limit',
    meaning: 'A node was not called, because what it depends on has failed too often.',
    remedy: 'Look at what it failed with. The breaker lets one call through after its rest.',
  },
  BULKHEAD_FULL: {
    category: 'limit',
    meaning: 'A node was not called, because as many calls as may be are going on, and waiting.',
    remedy: 'Raise "concurrent" or "queue", or let the node be retried.',
  },
});

declare module '@tenon/core' {
  interface ErrorCodes extends CodesOf<typeof RESILIENCE_CODES> {}
}
