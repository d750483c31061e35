import { describeValue } from '../values/describe-value.js';
import { serviceId } from './service.js';

/** From most to least talkative. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Facts that go with a line: ids, codes, counts. */
export type LogDetails = Readonly<Record<string, unknown>>;

/** Where runtime, plugins and nodes write lines for people. Must not throw. */
export interface Logger {
  debug(message: string, details?: LogDetails): void;
  info(message: string, details?: LogDetails): void;
  warn(message: string, details?: LogDetails): void;
  error(message: string, details?: LogDetails): void;
  /**
   * A logger whose every line states these facts too: what a structured log has fields for. Where there is one, the log of
   * a run states `runId` and `workflow`, and that of a node its `node` besides; without one lines are as they are written.
   */
  readonly child?: ((facts: LogDetails) => Logger) | undefined;
}
export const Logger = serviceId<Logger>('tenon.Logger', {
  methods: ['debug', 'info', 'warn', 'error'],
});

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/**
 * Writes to the console, from a level on. The default logger, at level `warn`: it is quiet in a healthy process, and what
 * nobody could read elsewhere (a tap that failed at disposal, say) is not lost. The core logs nothing that a run's result
 * already tells.
 */
export class ConsoleLogger implements Logger {
  readonly #least: number;

  constructor(level: LogLevel = 'warn') {
    this.#least = LEVELS.indexOf(level);
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
    if (LEVELS.indexOf(level) < this.#least) return;
    // Rendered here, because the console would run the details' own code to show them.
    const facts = details === undefined ? '' : ` ${describeValue(details)}`;
    console[level](`tenon: ${message}${facts}`);
  }
}

/** Writes nothing: `bind(Logger).toConstantValue(new SilentLogger())`. */
export class SilentLogger implements Logger {
  debug(): void {}
  info(): void {}
  warn(): void {}
  error(): void {}
}
