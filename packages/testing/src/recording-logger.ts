import type { Logger, LogLevel } from '@tenon/core';

/** One line of a {@link RecordingLogger}. */
export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>> | undefined;
}

/** Keeps what is logged, for tests to look at, and prints nothing. */
export class RecordingLogger implements Logger {
  readonly lines: LogLine[] = [];

  debug(message: string, details?: LogLine['details']): void {
    this.lines.push({ level: 'debug', message, details });
  }

  info(message: string, details?: LogLine['details']): void {
    this.lines.push({ level: 'info', message, details });
  }

  warn(message: string, details?: LogLine['details']): void {
    this.lines.push({ level: 'warn', message, details });
  }

  error(message: string, details?: LogLine['details']): void {
    this.lines.push({ level: 'error', message, details });
  }
}
