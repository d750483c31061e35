import type { LogDetails, Logger, LogLevel } from '../../services/logger.js';
import type { Masking } from './mask.js';

/**
 * Hands lines on without the secrets that a run has when they are written: their texts, their details, and the facts that
 * all of them state where the logger takes some.
 */
export class MaskedLogger implements Logger {
  readonly child: Logger['child'];
  readonly #log: Logger;
  readonly #masking: Masking;
  readonly #facts: LogDetails | undefined;
  /** What states the facts, made with the first line; and the facts as it states them. */
  #stating: Logger | undefined;
  #stated: LogDetails | undefined;

  constructor(log: Logger, masking: Masking, facts?: LogDetails) {
    this.#log = log;
    this.#masking = masking;
    this.#facts = facts;
    this.child = log.child && ((more) => new MaskedLogger(log, masking, { ...facts, ...more }));
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
    this.#target()[level](this.#masking.masked(message), this.#masking.masked(details));
  }

  #target(): Logger {
    if (this.#facts === undefined || this.#log.child === undefined) return this.#log;
    const facts = this.#masking.masked(this.#facts);
    if (this.#stating !== undefined && facts === this.#stated) return this.#stating;
    this.#stated = facts;
    this.#stating = this.#log.child(facts);
    return this.#stating;
  }
}
