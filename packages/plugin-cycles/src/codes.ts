import { type CodesOf, defineCodes } from '@tenon/core';

/** The codes of `@tenon/plugin-cycles`: what verification finds in loops, then how loops fail. */
export const CYCLE_CODES = defineCodes('@tenon/plugin-cycles', {
  BACK_EDGE_WITHOUT_CYCLE: {
    category: 'structure',
    meaning:
      'A back edge of a loop closes no cycle: no path of connections leads from where it ends to where it starts.',
    remedy: 'Make it a plain connection, turn it round, or add the connection that is missing.',
  },
  LOOP_INVALID: {
    category: 'constraint',
    meaning: 'A loop is declared with limits that cannot be, or over several cycles at once.',
    remedy: 'Correct the member of the declaration that the message names.',
  },
  LOOPS_OVERLAP: {
    category: 'structure',
    meaning:
      'Two loops share nodes and neither lies inside the other, or each waits for the other.',
    remedy:
      'Let one loop lie wholly inside the other, or make them one loop with several back edges.',
  },
  LOOP_LIMIT: {
    category: 'limit',
    meaning: 'A loop did not come to its end within the iterations it may take.',
    remedy: 'Raise "maxIterations", correct the condition, or accept the limit: onLimit: "accept".',
  },
  LOOP_TIMEOUT: {
    category: 'limit',
    meaning: 'A loop did not come to its end within its time limit.',
    remedy: 'Raise "timeoutMs", or accept the limit: onLimit: "accept".',
  },
  LOOP_MEMORY: {
    category: 'limit',
    meaning: 'The heap grew beyond what a loop allows while it ran.',
    remedy:
      'Raise "maxHeapBytes", let the nodes of the loop keep less, or accept the limit: onLimit: "accept".',
  },
});

declare module '@tenon/core' {
  interface ErrorCodes extends CodesOf<typeof CYCLE_CODES> {}
}
