import { trace } from '@opentelemetry/api';
import { describeValue, type LogDetails, type Logger, type LogLevel } from '@tenon/core';
import { shownError } from '../tracing/shown-error.js';

/** What is used of pino: any logger with these will do. */
export interface PinoLike {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(bindings: Record<string, unknown>): PinoLike;
  isLevelEnabled(level: string): boolean;
}

/**
 * The core's `Logger` on pino: bind it, and lines of runtime, plugins and nodes are records. A line of a run has the fields
 * `runId` and `workflow`, that of a node `node` too; what is logged with it stands under `details`, so that it cannot pose
 * as one of them; inside a span it has `trace_id`, `span_id` and `trace_flags`. All of it comes without the run's secrets.
 *
 * @example
 * createRuntime({ configure: ({ bind }) => { bind(Logger).toConstantValue(new PinoLogger(pino())); } });
 */
export class PinoLogger implements Logger {
  readonly #pino: PinoLike;

  constructor(pino: PinoLike) {
    this.#pino = pino;
  }

  debug(message: string, details?: LogDetails): void {
    this.#write('debug', message, details);
  }

  info(message: string, details?: LogDetails): void {
    this.#write('info', message, details);
  }

  warn(message: string, details?: LogDetails): void {
    this.#write('warn', message, details);
  }

  error(message: string, details?: LogDetails): void {
    this.#write('error', message, details);
  }

  child(facts: LogDetails): PinoLogger {
    return new PinoLogger(this.#pino.child({ ...facts }));
  }

  #write(level: LogLevel, message: string, details: LogDetails | undefined): void {
    if (!this.#pino.isLevelEnabled(level)) return;
    try {
      this.#pino[level]({ ...spanFields(), ...detailFields(details) }, message);
    } catch {
      // What cannot be written as data is written as text.
      this.#pino[level]({ details: describeValue(details) }, message);
    }
  }
}

/** The span that a line is written in, by the names of OpenTelemetry's log format. */
function spanFields(): object {
  const span = trace.getActiveSpan()?.spanContext();
  if (span === undefined) return {};
  const { traceId, spanId, traceFlags } = span;
  return {
    trace_id: traceId,
    span_id: spanId,
    trace_flags: traceFlags.toString(16).padStart(2, '0'),
  };
}

/** Details as JSON takes them: of an error, which has none, its type, message and stack. */
function detailFields(details: LogDetails | undefined): object {
  if (details === undefined) return {};
  const members = Object.entries(details).map(
    ([name, value]) => [name, value instanceof Error ? errorFields(value) : value] as const,
  );
  return { details: Object.fromEntries(members) };
}

function errorFields(error: Error): object {
  const { type, message, exception } = shownError(error, undefined);
  const { stack } = exception as { readonly stack?: string };
  return { type, message, ...(stack !== undefined && { stack }) };
}
