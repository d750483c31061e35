import type { LogDetails, Logger, LogLevel } from '../../services/logger.js';
import type { Masker } from './mask.js';

/** Hands lines on without the secrets of a run. */
export class MaskedLogger implements Logger {
  readonly #log: Logger;
  readonly #mask: Masker;

  constructor(log: Logger, mask: Masker) {
    this.#log = log;
    this.#mask = mask;
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
    this.#log[level](this.#mask.value(message), this.#mask.value(details));
  }
}
