import { serviceId } from './service.js';

/** What is recorded. Exactly one of the last four ends each run. */
export type AuditEventType =
  | 'runStarted'
  | 'nodeCompleted'
  | 'nodeSkipped'
  | 'nodeFailed'
  | 'nodeAborted'
  | 'runCompleted'
  | 'runFailed'
  | 'runAborted'
  | 'runRefused';

/** One line of the record. Frozen, plain data; secrets are masked before it is written. */
export interface AuditEvent {
  /** Position among the events of its run, from 1, without gaps. */
  readonly seq: number;
  /** Date and time, ISO 8601 in UTC. */
  readonly at: string;
  readonly type: AuditEventType;
  readonly runId: string;
  /** The workflow's name. */
  readonly workflow: string;
  /** What is known beside: the node's path (`sub/node`), principal, tenant, the code of an error, the reason of a skip. */
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * Takes audit events as they happen, appends them, and never changes one. Nothing is bound by default, and nothing is
 * recorded then.
 */
export interface AuditSink {
  /** Appends one event. Events of a run arrive in the order of `seq`. */
  append(event: AuditEvent): void | PromiseLike<void>;
}
export const AuditSink = serviceId<AuditSink>('tenon.AuditSink', { methods: ['append'] });
