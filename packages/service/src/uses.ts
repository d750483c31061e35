import { checkOptionNames, LocalResourceGuard } from '@tenon/core';
import type { RunQueueOptions } from './options.js';

/**
 * What holds each run to what it may use, once the queue has let it in: the default guard of the core, with its own door
 * open. Throws OPTION_INVALID.
 */
export function usesOf(limits: RunQueueOptions['limits'] = {}): LocalResourceGuard {
  checkOptionNames(limits, ['nodeVisits', 'wallMs', 'heapBytes'], 'The "limits" of runQueue()');
  return new LocalResourceGuard({ ...limits, concurrentRuns: Number.POSITIVE_INFINITY });
}
