import {
  type Clock,
  type HealthPart,
  type HealthReport,
  type HealthStatus,
  isPlainObject,
  RuntimeError,
} from '@tenon/core';

/** From well to worse. */
const STATUSES: readonly HealthStatus[] = ['ok', 'degraded', 'failing'];

/**
 * What a part says of itself. Never rejects: a part that throws, takes longer than it may or answers anything else is
 * failing. What it throws is shown by name and code alone: messages of drivers hold addresses, and these passwords.
 */
export function askPart(part: HealthPart, clock: Clock, timeoutMs: number): Promise<HealthReport> {
  return new Promise((resolve) => {
    const timer = clock.timer(timeoutMs, () => {
      resolve(failing(`no answer within ${String(timeoutMs)} ms`));
    });
    const answer = (report: HealthReport) => {
      timer.cancel();
      resolve(report);
    };
    void (async () => checked(await part.health()))().then(answer, (error: unknown) =>
      answer(failing(nameOf(error))),
    );
  });
}

/** The worst of some reports. */
export function worstOf(reports: readonly HealthReport[]): HealthStatus {
  const worst = Math.max(0, ...reports.map(({ status }) => STATUSES.indexOf(status)));
  return STATUSES[worst] as HealthStatus;
}

function checked(report: unknown): HealthReport {
  if (!isPlainObject(report)) return failing('no report');
  const { status, details } = report as Partial<HealthReport>;
  if (status === undefined || !STATUSES.includes(status)) return failing('a report without status');
  return Object.freeze({ status, ...(details !== undefined && { details }) });
}

function failing(error: string): HealthReport {
  return Object.freeze({ status: 'failing', details: Object.freeze({ error }) });
}

function nameOf(error: unknown): string {
  if (RuntimeError.is(error)) return error.code;
  try {
    const { name, code } = Object(error) as { readonly name?: unknown; readonly code?: unknown };
    const texts = [name, code].filter((text) => typeof text === 'string' && text !== '');
    if (texts.length > 0) return texts.join(' ');
  } catch {
    // An error whose members cannot be read has no name.
  }
  return `threw ${error === null ? 'null' : `a value of type ${typeof error}`}`;
}
