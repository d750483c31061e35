import { type Clock, isThenable } from '@tenon/core';

/** How long something may take. */
export interface Deadline<T> {
  readonly clock: Clock;
  /** Milliseconds. */
  readonly ms: number;
  /** Ends it before its time. */
  readonly signal?: AbortSignal | undefined;
  /** What to reject with when the time is over. */
  readonly timedOut: () => unknown;
  /** What to do with an answer that comes too late. */
  readonly late?: (value: T) => void;
}

/**
 * Settles as what a function answers does, or rejects when the time is over or the signal is aborted, with its reason. The
 * function is called in any case, and gets a signal that says so. Leaves no timer and no listener behind; a rejection that
 * comes too late is dropped.
 */
export function inTime<T>(
  { clock, ms, signal, timedOut, late }: Deadline<T>,
  work: (signal: AbortSignal) => T | PromiseLike<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = new AbortController();
    let isOver = false;
    const end = () => {
      isOver = true;
      timer.cancel();
      signal?.removeEventListener('abort', abort);
    };
    const giveUp = (reason: unknown) => {
      end();
      reject(reason);
      stop.abort(reason);
    };
    const abort = () => giveUp(signal?.reason);
    const timer = clock.timer(ms, () => giveUp(timedOut()));
    signal?.addEventListener('abort', abort, { once: true });
    const succeed = (value: T) => {
      if (isOver) {
        late?.(value);
        return;
      }
      end();
      resolve(value);
    };
    const fail = (error: unknown) => {
      if (isOver) return;
      end();
      reject(error);
    };
    try {
      const answer = work(stop.signal);
      if (isThenable(answer)) Promise.resolve(answer).then(succeed, fail);
      else succeed(answer);
    } catch (error) {
      fail(error);
    }
    if (signal?.aborted === true && !isOver) abort();
  });
}
