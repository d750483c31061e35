import type { Clock, RuntimeError } from '@tenon/core';
import type { Lease, LeaseOptions } from './lease.js';
import type { ResourceStats } from './stats.js';

/** What there is of one resource, and who uses it. */
export interface Stock<T = unknown> {
  /** A lease at once where one is free, and a promise of it otherwise. */
  acquire(options: LeaseOptions): Lease<T> | Promise<Lease<T>>;
  /** Checks what is idle now, and replaces what is broken. Never rejects. */
  check(): Promise<void>;
  stats(): ResourceStats;
}

/** Milliseconds that a node waits for a resource where nothing is said. */
export const WAIT_MS = 30_000;

/** What somebody waits with. */
export interface Waiting {
  readonly clock: Clock;
  readonly ms: number;
  readonly signal: AbortSignal | undefined;
  /** Aborted when the resources are disposed of. */
  readonly closing: AbortSignal;
  readonly timedOut: () => RuntimeError;
  /** Called when the wait is given up. */
  readonly gaveUp: () => void;
}

/**
 * A promise that can be given up: when the time is over, the signal is aborted, or the resources are disposed of. Answers
 * how to settle it. Leaves no timer and no listener behind.
 */
export function waiting<T>({ clock, ms, signal, closing, timedOut, gaveUp }: Waiting): {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
} {
  const settle: { resolve?: (value: T) => void; reject?: (error: unknown) => void } = {};
  const promise = new Promise<T>((resolve, reject) => Object.assign(settle, { resolve, reject }));
  const stopped = () => giveUp(signal?.reason);
  const closed = () => giveUp(closing.reason);
  const timer = clock.timer(ms, () => giveUp(timedOut()));
  signal?.addEventListener('abort', stopped, { once: true });
  closing.addEventListener('abort', closed, { once: true });
  const end = () => {
    timer.cancel();
    signal?.removeEventListener('abort', stopped);
    closing.removeEventListener('abort', closed);
  };
  const giveUp = (reason: unknown) => {
    end();
    gaveUp();
    settle.reject?.(reason);
  };
  if (signal?.aborted === true) stopped();
  return {
    promise,
    resolve(value) {
      end();
      settle.resolve?.(value);
    },
    reject(error) {
      end();
      settle.reject?.(error);
    },
  };
}
