import { describeValue, type LogDetails, type Logger, type LogLevel } from '@tenon/core';
import { harmlessLines } from '../io/harmless.js';
import type { Palette } from '../io/palette.js';

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
const COLOURS: Readonly<Record<LogLevel, keyof Palette>> = {
  debug: 'dim',
  info: 'cyan',
  warn: 'yellow',
  error: 'red',
};

/** Hands the lines that nodes and plugins log to whoever shows the run. */
export class CliLogger implements Logger {
  readonly #least: number;
  readonly #palette: Palette;
  readonly #write: (line: string) => void;

  constructor(least: LogLevel, palette: Palette, write: (line: string) => void) {
    this.#least = LEVELS.indexOf(least);
    this.#palette = palette;
    this.#write = write;
  }

  debug(message: string, details?: LogDetails): void {
    this.#log('debug', message, details);
  }

  info(message: string, details?: LogDetails): void {
    this.#log('info', message, details);
  }

  warn(message: string, details?: LogDetails): void {
    this.#log('warn', message, details);
  }

  error(message: string, details?: LogDetails): void {
    this.#log('error', message, details);
  }

  #log(level: LogLevel, message: string, details: LogDetails | undefined): void {
    if (LEVELS.indexOf(level) < this.#least) return;
    const facts = details === undefined ? '' : ` ${this.#palette.dim(describeValue(details))}`;
    this.#write(`${this.#palette[COLOURS[level]](level)} ${harmlessLines(message)}${facts}`);
  }
}
