import { type ErrorCode, RuntimeError } from '@tenon/core';
import type { Verdict } from './places.js';
import type { TicketFacts } from './ticket.js';

/** The codes with which a queue turns runs away. */
export type RejectionCode = Extract<
  ErrorCode,
  'QUEUE_FULL' | 'TENANT_QUEUE_FULL' | 'QUEUE_EXPIRED' | 'SERVICE_NOT_STARTED' | 'SERVICE_DRAINING'
>;

type Subject = Pick<TicketFacts, 'runId' | 'workflow' | 'tenant'>;

/** Why a run finds the door closed. */
export type ClosedBecause = 'SERVICE_NOT_STARTED' | 'SERVICE_DRAINING';

export function closed(run: Subject, because: ClosedBecause): RuntimeError {
  return because === 'SERVICE_NOT_STARTED'
    ? rejection(run, because, 'the service has not been started', 'Call start() first.')
    : rejection(run, because, 'the service is draining', 'Ask another process, or this one later.');
}

export function full(run: Subject, verdict: Verdict, queuedRuns: number): RuntimeError {
  return verdict === 'tenantFull'
    ? rejection(
        run,
        'TENANT_QUEUE_FULL',
        `as many runs of its tenant wait as that may have`,
        'Ask again later, or raise "queuedRuns" of the tenant.',
      )
    : rejection(
        run,
        'QUEUE_FULL',
        `${String(queuedRuns)} runs wait already`,
        'Ask again later, or raise "queuedRuns" or "concurrentRuns".',
      );
}

export function expired(run: Subject, maxWaitMs: number): RuntimeError {
  return rejection(
    run,
    'QUEUE_EXPIRED',
    `it was not let in within ${String(maxWaitMs)} ms`,
    'Ask again later, or raise "maxWaitMs" or "concurrentRuns".',
  );
}

function rejection(
  { runId, workflow, tenant }: Subject,
  code: RejectionCode,
  why: string,
  hint: string,
): RuntimeError {
  const whose = tenant === undefined ? '' : ` of tenant "${tenant}"`;
  return new RuntimeError(code, `The run "${runId}"${whose} was turned away: ${why}.`, {
    hint,
    where: { workflow },
  });
}
