import type { Clock, HealthPart, HealthReport } from '@tenon/core';
import type { BreakerState, BreakerStateName, Breakers } from './breakers.js';

/** So many breakers are listed. Names come with workflows and tenants without end, and a report has one. */
const MOST_LISTED = 20;

/**
 * How the breakers of a runtime stand, as a part of its health: how many are in each state, and which are not closed.
 * `degraded` while there is one, and never `failing`: where others send a host no work for it, nobody makes the call that
 * closes the breaker.
 */
export function breakersHealth(breakers: Breakers, clock: Clock): HealthPart {
  return Object.freeze({
    name: 'breakers',
    health: () => reportOf(breakers.states, clock.now()),
  });
}

function reportOf(states: readonly BreakerState[], now: number): HealthReport {
  const counts: Record<BreakerStateName, number> = { closed: 0, open: 0, halfOpen: 0 };
  for (const { state } of states) counts[state]++;
  const notClosed = states
    .filter(({ state }) => state !== 'closed')
    .slice(0, MOST_LISTED)
    .map(({ openedAt = now, ...breaker }) => ({ ...breaker, openForMs: now - openedAt }));
  return {
    status: counts.closed === states.length ? 'ok' : 'degraded',
    details: { ...counts, notClosed },
  };
}
