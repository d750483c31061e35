import type { AuditEvent, AuditSink } from '@tenon/core';

/** Keeps what is audited, for tests to look at. */
export class RecordingAuditSink implements AuditSink {
  readonly events: AuditEvent[] = [];

  append(event: AuditEvent): void {
    this.events.push(event);
  }

  /** The types of a run's events in order, of all runs where none is named: `runStarted`, `nodeCompleted a`, … */
  types(runId?: string): string[] {
    return this.events
      .filter((event) => runId === undefined || event.runId === runId)
      .map(({ type, details: { node } }) => (typeof node === 'string' ? `${type} ${node}` : type));
  }
}
