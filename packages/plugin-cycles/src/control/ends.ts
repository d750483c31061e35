import type { Ending, LoopEnd } from '@tenon/core';

/** Ends that say no more than their reason. */
export const ENDS = Object.freeze({
  converged: end('converged'),
  maxIterations: end('maxIterations'),
  timeout: end('timeout'),
  memory: end('memory'),
});

function end(reason: LoopEnd): Ending {
  return Object.freeze({ reason });
}
