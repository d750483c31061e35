import type { Readable, Writable } from 'node:stream';

/** A stream to write to, and what is known of the terminal behind it. */
export type Output = Writable & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** The signals that ask a command to stop. */
export type StopSignal = 'SIGINT' | 'SIGTERM';

/** Everything a command touches outside itself, so that a test can stand in for it. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that paths are relative to. */
  readonly cwd: string;
  /** Milliseconds from an arbitrary start; for durations. */
  readonly now: () => number;
  /** Calls back every so many milliseconds, until what it answers is called. Keeps no process alive. */
  readonly every: (ms: number, fn: () => void) => () => void;
  /** Calls back at each signal, until what it answers is called. */
  readonly onSignal: (listener: (signal: StopSignal) => void) => () => void;
  /** Calls back once the reader of stdout has gone away, until what it answers is called. */
  readonly onClosed: (listener: () => void) => () => void;
  /** Ends the process at once. */
  readonly kill: (exitCode: number) => void;
}
