import type { Io, Output, StopSignal } from './io.js';

/** The process this runs in. Listens for what a stream says of its reader, so that it ends no process. */
export function processIo(): Io {
  const closed = new Set<() => void>();
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    for (const listener of closed) listener();
  });
  // Who closes stderr wants to hear no more.
  process.stderr.on('error', () => undefined);
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    now: () => performance.now(),
    every(ms, fn) {
      const timer = setInterval(fn, ms).unref();
      return () => clearInterval(timer);
    },
    onSignal(listener) {
      const signals: readonly StopSignal[] = ['SIGINT', 'SIGTERM'];
      for (const signal of signals) process.on(signal, listener);
      return () => {
        for (const signal of signals) process.off(signal, listener);
      };
    },
    onClosed(listener) {
      closed.add(listener);
      return () => closed.delete(listener);
    },
    kill: (exitCode) => process.exit(exitCode),
  };
}

/** Waits until what was written has left the process, or nobody reads it any more. */
export function flushed(stream: Output): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || !stream.writable) resolve();
    else stream.write('', () => resolve());
  });
}
