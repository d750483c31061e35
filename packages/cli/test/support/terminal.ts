import { Readable, Writable } from 'node:stream';
import type { ExitCode } from '#cli/exit-codes.js';
import type { Io, Output, StopSignal } from '#cli/io/io.js';
import { flushed } from '#cli/io/process-io.js';
import { tenon } from '#cli/tenon.js';

/** What a test's terminal is like. */
export interface TerminalOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  /** What stdout answers when written to. */
  readonly isSlow?: boolean;
}

/** Keeps what is written. */
class Recorder extends Writable {
  readonly parts: string[] = [];
  readonly isTTY: boolean;
  readonly columns: number;
  readonly rows: number;

  constructor({ isTTY = false, columns = 100, rows = 30, isSlow = false }: TerminalOptions) {
    super({ decodeStrings: false, ...(isSlow && { highWaterMark: 1 }) });
    this.isTTY = isTTY;
    this.columns = columns;
    this.rows = rows;
  }

  override _write(part: string, _encoding: string, done: () => void): void {
    this.parts.push(part);
    setImmediate(done);
  }
}

/** A terminal for a test, and what was written to it. */
export class Terminal {
  readonly stdout: Output & { readonly parts: readonly string[] };
  readonly stderr: Output & { readonly parts: readonly string[] };
  readonly io: Io;
  readonly killed: number[] = [];
  now = 0;
  readonly #signals = new Set<(signal: StopSignal) => void>();
  readonly #closed = new Set<() => void>();
  readonly #ticks = new Set<() => void>();

  constructor(options: TerminalOptions = {}) {
    const { cwd = process.cwd(), env = {}, stdin = '' } = options;
    this.stdout = new Recorder(options);
    this.stderr = new Recorder({ ...options, isSlow: false });
    this.io = {
      stdin: Readable.from([stdin]),
      stdout: this.stdout,
      stderr: this.stderr,
      env,
      cwd,
      now: () => this.now,
      every: (_ms, fn) => {
        this.#ticks.add(fn);
        return () => this.#ticks.delete(fn);
      },
      onSignal: (listener) => {
        this.#signals.add(listener);
        return () => this.#signals.delete(listener);
      },
      onClosed: (listener) => {
        this.#closed.add(listener);
        return () => this.#closed.delete(listener);
      },
      kill: (code) => this.killed.push(code),
    };
  }

  get out(): string {
    return this.stdout.parts.join('');
  }

  get err(): string {
    return this.stderr.parts.join('');
  }

  /** What listens to the process now. */
  get listeners(): number {
    return this.#signals.size + this.#closed.size + this.#ticks.size;
  }

  /** The lines of stdout as JSON. */
  get records(): readonly Readonly<Record<string, unknown>>[] {
    return this.out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  }

  signal(signal: StopSignal): void {
    for (const listener of this.#signals) listener(signal);
  }

  /** The reader of stdout goes away. */
  close(): void {
    for (const listener of this.#closed) listener();
  }

  tick(): void {
    for (const fn of this.#ticks) fn();
  }

  /** Calls the command, and waits until what it wrote has arrived. */
  async run(...args: readonly string[]): Promise<ExitCode> {
    const code = await tenon(args, this.io);
    await Promise.all([flushed(this.stdout), flushed(this.stderr)]);
    return code;
  }
}

/** A command that has ended. */
export interface Ended {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
  readonly terminal: Terminal;
}

/** Calls the command in a terminal of its own. */
export async function call(options: TerminalOptions, ...args: readonly string[]): Promise<Ended> {
  const terminal = new Terminal(options);
  const code = await terminal.run(...args);
  return { code, out: terminal.out, err: terminal.err, terminal };
}
