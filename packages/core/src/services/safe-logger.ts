import type { LogDetails, Logger } from './logger.js';

/** A logger that never throws, whatever the bound one does: what cannot be logged must not change how a run ends. */
export class SafeLogger implements Logger {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
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

  #write(level: keyof Logger, message: string, details: LogDetails | undefined): void {
    try {
      this.#logger[level](message, details);
    } catch {
      // There is nobody left to tell.
    }
  }
}
