import { auditSinkSpec, RecordingAuditSink } from '@tenon/testing';

auditSinkSpec('RecordingAuditSink', () => new RecordingAuditSink(), {
  read: (sink) => sink.events,
});
