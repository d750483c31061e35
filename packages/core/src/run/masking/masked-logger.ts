import type { LogDetails, Logger, LogLevel } from '../../services/logger.js';
import type { Masking } from './mask.js';

/** Hands lines on without the secrets that a run has when they are written. */
export class MaskedLogger implements Logger {
  readonly #log: Logger;
  readonly #masking: Masking;

  constructor(log: Logger, masking: Masking) {
    this.#log = log;
    this.#masking = masking;
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

  #write(level: LogLevel, message: string, details: LogDetails | undefined): void {
    this.#log[level](this.#masking.masked(message), this.#masking.masked(details));
  }
}
