import type { Clock, Timer } from '../services/clock.js';
import { whenSettled } from '../values/thenable.js';

/** How long to wait for a promise, and what to reject with instead. */
export interface Patience {
  readonly clock: Clock;
  /** Milliseconds; `Infinity` waits for ever. */
  readonly ms: number;
  /** Whether the time begins when the signal is aborted, and not at once. */
  readonly startsOnAbort: boolean;
  readonly signal: AbortSignal | undefined;
  /** Whether a signal that is aborted already counts as an abort while waiting. */
  readonly failsIfAborted: boolean;
  /** Makes the error for what the promise rejected with. */
  readonly failure: (error: unknown) => Error;
  readonly timedOut: () => Error;
  /** Makes the error for an abort while waiting; without it, an abort only begins the time. */
  readonly aborted: ((reason: unknown) => Error) | undefined;
}

/**
 * Settles as a promise does, or rejects when the time is over or the signal is aborted before. A signal that was aborted
 * before the call changes nothing: whoever called knew. Leaves no timer and no listener behind, and a rejection that
 * comes too late is dropped.
 */
export function settleInTime(promise: PromiseLike<unknown>, patience: Patience): Promise<unknown> {
  const { clock, ms, signal, startsOnAbort, failsIfAborted, failure, timedOut, aborted } = patience;
  return new Promise((resolve, reject) => {
    let timer: Timer | undefined;
    const release = () => {
      timer?.cancel();
      signal?.removeEventListener('abort', onAbort);
    };
    const succeed = (value: unknown) => {
      release();
      resolve(value);
    };
    const fail = (error: Error) => {
      release();
      reject(error);
    };
    const startTimer = () => {
      timer = clock.timer(ms, () => fail(timedOut()));
    };
    const onAbort = () => {
      if (aborted !== undefined) fail(aborted(signal?.reason));
      else startTimer();
    };
    if (failsIfAborted && signal?.aborted === true) {
      onAbort();
    } else if (!startsOnAbort || signal?.aborted === true) startTimer();
    signal?.addEventListener('abort', onAbort, { once: true });
    whenSettled(promise, succeed, (error) => fail(failure(error)));
  });
}
