import type { Issue, RunEvent, RunResult, RuntimeError, Warning } from '@tenon/core';
import type { ExitCode } from '../exit-codes.js';

/** A line of `tenon run --json`: data that `events.schema.json` describes. */
export type EventRecord = Readonly<Record<string, unknown>>;

/** An event of a run as a line. Outputs of nodes are left out: they may be large, and are in the last line where declared. */
export function eventRecord(event: RunEvent): EventRecord {
  const { seq, at, runId, type } = event;
  const base = { type, seq, at, runId };
  switch (event.type) {
    case 'runStarted':
      return { ...base, workflow: event.workflow };
    case 'nodeStarted':
      return { ...base, node: event.node };
    case 'nodeNoted': {
      const { plugin, kind, text } = event.note;
      return { ...base, node: event.node, plugin, kind, text };
    }
    case 'nodeSettled': {
      const { status, reason, error, durationMs, iterations, attempts, routing } = event.outcome;
      return {
        ...base,
        node: event.node,
        status,
        ...(reason !== undefined && { reason }),
        ...(durationMs !== undefined && { durationMs }),
        ...(iterations > 1 && { iterations }),
        ...(attempts > 1 && { attempts }),
        ...(routing !== undefined && { taken: routing.taken }),
        ...(error !== undefined && { error: errorRecord(error) }),
      };
    }
    case 'loopIterated': {
      const watched = event.details?.['watched'];
      return {
        ...base,
        loop: event.loop,
        iteration: event.iteration,
        ...(watched !== undefined && { watched }),
      };
    }
    case 'loopEnded':
      return { ...base, loop: event.loop, iterations: event.iterations, reason: event.reason };
    case 'runSettled': {
      const { workflow, status, error, failures, issues, warnings } = event.outcome;
      return {
        ...base,
        workflow,
        status,
        ...(error !== undefined && { error: errorRecord(error) }),
        failures: failures.map(errorRecord),
        issues: issues.map(issueRecord),
        warnings: warnings.map(warningRecord),
      };
    }
  }
}

/** The last line: how the command ends, and what the workflow gives. */
export function resultRecord(
  { runId, status }: Pick<RunResult, 'runId' | 'status'>,
  outputs: unknown,
  exitCode: ExitCode,
  droppedEvents: number,
): EventRecord {
  return { type: 'result', runId, status, exitCode, droppedEvents, outputs };
}

/** The only line of a command that got no run started. */
export function failureRecord(error: RuntimeError, issues: readonly Issue[], exitCode: ExitCode) {
  return {
    type: 'result',
    status: 'refused',
    exitCode,
    error: errorRecord(error),
    issues: issues.map(issueRecord),
  };
}

export function errorRecord({ code, message, hint, where }: RuntimeError): EventRecord {
  return { code, message, ...(hint !== undefined && { hint }), where };
}

/** A finding as data: what `--json` of other commands prints as well. */
export function issueRecord({ code, severity, message, hint, where }: Issue): EventRecord {
  return { severity, code, message, ...(hint !== undefined && { hint }), where };
}

export function warningRecord({ code, message, hint, node }: Warning): EventRecord {
  return {
    code,
    message,
    ...(hint !== undefined && { hint }),
    ...(node !== undefined && { node }),
  };
}
