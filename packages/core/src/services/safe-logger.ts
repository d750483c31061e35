import { ignoreRejection } from '../values/thenable.js';
import type { LogDetails, Logger, LogLevel } from './logger.js';

/** A logger that never throws or rejects, whatever the bound one does: what cannot be logged must not change how a run ends. */
export class SafeLogger implements Logger {
  readonly child: Logger['child'];
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
    this.child = logger.child && ((facts) => this.#childWith(facts));
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

  /** Where the logger makes no child, lines go without its facts. */
  #childWith(facts: LogDetails): Logger {
    try {
      const child = this.#logger.child?.(facts);
      return child === undefined ? this : new SafeLogger(child);
    } catch {
      return this;
    }
  }

  #write(level: LogLevel, message: string, details: LogDetails | undefined): void {
    try {
      const written: unknown = this.#logger[level](message, details);
      ignoreRejection(written);
    } catch {
      // There is nobody left to tell.
    }
  }
}
