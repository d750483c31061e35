import type { Clock } from '@tenon/core';

/** Waits by the clock. Rejects with the signal's reason as soon as it aborts; neither timer nor listener is left. */
export function wait(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = () => {
      signal.removeEventListener('abort', stop);
      resolve();
    };
    const timer = clock.timer(ms, done);
    const stop = () => {
      timer.cancel();
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
