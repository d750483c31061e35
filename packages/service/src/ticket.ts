import type { RunEntry, RunHandle, RuntimeError, Timer } from '@tenon/core';
import type { Lane } from './lane.js';
import type { RunEnd } from './run-end.js';

/**
 * Where a run stands in the queue: it waits, has a place, was turned away, has given its place back and is on record as
 * ended.
 */
export type TicketState = 'waiting' | 'running' | 'rejected' | 'leaving' | 'settled';

/** What is known of a run that asks for a place. */
export interface TicketFacts {
  readonly runId: string;
  /** The workflow's name. */
  readonly workflow: string;
  readonly tenant: string | undefined;
  /** Where it stands among the waiting runs of its tenant: lower goes first. */
  readonly rank: number;
  /** Position among all that have asked. */
  readonly number: number;
}

/** A run's place in the queue, from its request to its end. */
export class Ticket {
  readonly runId: string;
  readonly workflow: string;
  readonly tenant: string | undefined;
  readonly rank: number;
  readonly number: number;
  state: TicketState = 'waiting';
  /** Why it was turned away. */
  rejection: RuntimeError | undefined;
  /** The lane of its tenant, while it waits or runs. */
  lane: Lane | undefined;
  /** Ends its wait. */
  expiry: Timer | undefined;
  /** Whether its run has come to the door. */
  isClaimed = false;
  /** Told when its wait is over, whether it is let in or turned away. */
  onDecided: (() => void) | undefined;
  /** Told when it is settled. */
  onSettled: ((end: RunEnd) => void) | undefined;
  /** The handle of its run, where a service accepted that; until it is settled. */
  handle: RunHandle | undefined;
  /** Its run, where that was started past the service; until it is settled. */
  run: RunEntry | undefined;

  constructor({ runId, workflow, tenant, rank, number }: TicketFacts) {
    this.runId = runId;
    this.workflow = workflow;
    this.tenant = tenant;
    this.rank = rank;
    this.number = number;
  }

  /** Stops its run, unless that has ended. */
  stop(reason: RuntimeError): void {
    this.handle?.abort(reason);
    this.run?.limitTime(0, () => reason);
  }
}
