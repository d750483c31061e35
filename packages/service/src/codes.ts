import { type CodesOf, defineCodes } from '@tenon/core';

/** The codes of `@tenon/service`. */
export const SERVICE_CODES = defineCodes('@tenon/service', {
  QUEUE_FULL: {
    category: 'limit',
    meaning: 'A run was turned away: as many wait as the queue takes.',
    remedy: 'Ask again later, raise "queuedRuns", or let more run at a time by "concurrentRuns".',
  },
  TENANT_QUEUE_FULL: {
    category: 'limit',
    meaning: 'A run was turned away: as many of its tenant wait as that tenant has a share of.',
    remedy: 'Ask again later, or raise "queuedRuns" in the option "tenants".',
  },
  QUEUE_EXPIRED: {
    category: 'limit',
    meaning: 'A run had not been let in when the time was over that it may wait.',
    remedy: 'Ask again later, raise "maxWaitMs", or let more run at a time by "concurrentRuns".',
  },
  SERVICE_NOT_STARTED: {
    category: 'run',
    meaning: 'A run was turned away: the service has not been started.',
    remedy: 'Call start() first, and wait for it where it has something to wait for.',
  },
  SERVICE_DRAINING: {
    category: 'run',
    meaning: 'A run was turned away, or taken out of the queue: the service is ending.',
    remedy: 'Ask another process, or this one when it has been started again.',
  },
  DRAIN_DEADLINE: {
    category: 'limit',
    meaning: 'A run was stopped: it was still running when the time for draining was over.',
    remedy: 'Give drain() more time, or make runs that can go on where they were stopped.',
  },
  RUN_ID_TAKEN: {
    category: 'constraint',
    meaning: 'A run was to be accepted under the id of another that has not ended.',
    remedy: 'Leave "id" out, or wait for the result of that run.',
  },
  SERVICE_STATE: {
    category: 'run',
    meaning: 'A service was to be started for a second time.',
    remedy: 'Start it once. After draining, make a new runtime and serve that.',
  },
  SERVICE_UNAVAILABLE: {
    category: 'plugin',
    meaning:
      'A runtime cannot be served: it has no run queue, its runs do not pass it, or it has a service already.',
    remedy:
      'Add runQueue() to the plugins of createRuntime, bind no other ResourceGuard, and call serve() once.',
  },
});

declare module '@tenon/core' {
  interface ErrorCodes extends CodesOf<typeof SERVICE_CODES> {}
}
