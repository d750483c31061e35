import { defineHookSet, type Run } from '@tenon/core';
import { SyncHook } from 'tapable';
import type { BreakerPlace, BreakerStateName } from './breaker/breakers.js';

/** An attempt that failed and that another one follows. */
export interface AttemptFailure {
  readonly node: string;
  /** From 1. */
  readonly attempt: number;
  /** Attempts at most. */
  readonly of: number;
  /** Milliseconds to the next attempt. */
  readonly delayMs: number;
  /** What was thrown. It may hold secrets: what is written of it is masked, `run.mask?.value(error)`. */
  readonly error: unknown;
}

/** A breaker that opened, lets a call through, or closed. */
export interface BreakerChange extends BreakerPlace {
  readonly from: BreakerStateName;
  readonly to: BreakerStateName;
  /** The node whose visit changed it. */
  readonly node: string;
}

/** The hooks of plugin-resilience. */
export const ResilienceHooks = defineHookSet(
  'ResilienceHooks',
  () => ({
    /**
     * Tells that an attempt failed and another one follows.
     *
     * - Fires: after each attempt but the last of a visit, before the delay.
     * - Kind: synchronous series, observers.
     * - May return: nothing.
     * - If it throws: the others still run; the failure becomes the warning OBSERVER_FAILED.
     * - Out of the box: nobody.
     */
    attemptFailed: new SyncHook<[failure: AttemptFailure, run: Run]>(
      ['failure', 'run'],
      'attemptFailed',
    ),
    /**
     * Tells that a circuit breaker changed its state.
     *
     * - Fires: once for each change: when it opens, when it lets one call through, and when it closes.
     * - Kind: synchronous series, observers.
     * - May return: nothing.
     * - If it throws: the others still run; the failure becomes the warning OBSERVER_FAILED.
     * - Out of the box: nobody.
     */
    breakerChanged: new SyncHook<[change: BreakerChange, run: Run]>(
      ['change', 'run'],
      'breakerChanged',
    ),
  }),
  { observers: ['attemptFailed', 'breakerChanged'] },
);
