import type { Logger } from '@tenon/core';
import { FAULTS } from './blame.js';

/** Most failures that are kept of one runtime: a spec tells of the first. */
const MOST_KEPT = 100;

/** Keeps what taps failed with that only observe: of one that closes its plugin nothing else tells. Prints nothing. */
export class SpecLogger implements Logger {
  readonly failures: string[] = [];

  debug(): void {}
  info(): void {}

  warn(message: string, details?: Readonly<Record<string, unknown>>): void {
    const isFault = FAULTS.has(String(details?.['code']));
    if (isFault && this.failures.length < MOST_KEPT) this.failures.push(message);
  }

  error(message: string, details?: Readonly<Record<string, unknown>>): void {
    this.warn(message, details);
  }
}
