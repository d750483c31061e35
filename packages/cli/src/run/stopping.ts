import type { RunHandle } from '@tenon/core';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io/io.js';

/** Stops a run when the process is asked to end, or nobody reads what it writes. */
export interface Stopping {
  /** The exit code for what stopped the run; `undefined` where nothing did. */
  readonly exitCode: ExitCode | undefined;
  /** Listens no more. */
  release(): void;
}

/**
 * Milliseconds within which a second signal is the first one again: npm and `timeout` pass on what the terminal has sent to
 * all of its processes already.
 */
const ECHO_MS = 250;

/**
 * The first signal aborts the run, which then has its grace to settle; the second ends the process at once. `note` tells
 * people which of them they are at.
 */
export function stoppingOf(
  io: Pick<Io, 'onSignal' | 'onClosed' | 'kill' | 'now'>,
  handle: Pick<RunHandle, 'abort'>,
  note: (text: string) => void,
): Stopping {
  let exitCode: ExitCode | undefined;
  let stoppedAt = Number.NEGATIVE_INFINITY;
  const stop = (code: ExitCode, reason: string) => {
    exitCode ??= code;
    handle.abort(new Error(reason));
  };
  const releases = [
    io.onSignal((signal) => {
      const code = signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
      if (exitCode !== undefined) {
        if (io.now() - stoppedAt >= ECHO_MS) io.kill(code);
      } else {
        stoppedAt = io.now();
        note('Stopping. Once more ends the process at once.');
        stop(code, signal === 'SIGINT' ? 'Ctrl-C' : signal);
      }
    }),
    io.onClosed(() => stop(EXIT.closed, 'The reader of the output has gone away.')),
  ];
  return {
    get exitCode() {
      return exitCode;
    },
    release() {
      for (const release of releases) release();
    },
  };
}
