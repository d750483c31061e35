import type { AccessPolicy, AuditEvent, AuditSink } from '@tenon/core';

/** On whose behalf guarded workloads run. */
export const PRINCIPAL = 'ada';

/** Allows one person everything but one node. Both Tenon and the loops written by hand ask it about each node. */
export const POLICY: AccessPolicy = {
  perNode: true,
  decide: ({ principal, node }) => principal === PRINCIPAL && node !== 'forbidden',
};

/** Keeps the events of the last run. */
export class AuditList implements AuditSink {
  #events: AuditEvent[] = [];

  append(event: AuditEvent): void {
    if (event.type === 'runStarted') this.#events = [];
    this.#events.push(event);
  }

  get size(): number {
    return this.#events.length;
  }
}
