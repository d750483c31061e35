import { defineHookSet, type Ending, type LoopEnd, type Run, type RuntimeError } from '@tenon/core';
import { AsyncSeriesBailHook, SyncHook } from 'tapable';

/** An iteration of a loop that has just been done. */
export interface LoopIteration {
  readonly loop: string;
  /** From 1. */
  readonly iteration: number;
  /** Milliseconds since this run of the loop began. */
  readonly elapsedMs: number;
  /** The outputs of a node of the body in this iteration; `undefined` where it did not complete in it. */
  readonly outputsOf: (node: string) => Readonly<Record<string, unknown>> | undefined;
}

/** How a run of a loop ended. */
export interface LoopFinish {
  readonly loop: string;
  readonly reason: LoopEnd;
  /** Iterations that were begun. */
  readonly iterations: number;
  readonly elapsedMs: number;
  /** Where the loop itself failed: by its limit or its condition. */
  readonly error: RuntimeError | undefined;
}

/** The hooks of plugin-cycles. */
export const CycleHooks = defineHookSet(
  'CycleHooks',
  () => ({
    /**
     * Looks at an iteration, and may end the loop.
     *
     * - Fires: after each iteration that neither failed nor left every back edge dead, before the loop's own condition.
     * - Kind: asynchronous series bail.
     * - May return: how the loop ends, `{ reason: 'converged' }` say, or `{ reason: 'failed', error }` where it is to fail;
     *   or `undefined` to let its condition and limits decide.
     * - If it throws: the loop fails with HOOK_FAILED; with HOOK_MISUSE where it answers what is no end of a loop.
     * - Out of the box: nobody.
     */
    iteration: new AsyncSeriesBailHook<[iteration: LoopIteration, run: Run], Ending | undefined>(
      ['iteration', 'run'],
      'iteration',
    ),
    /**
     * Tells how a run of a loop ended.
     *
     * - Fires: once for each run of a loop that was entered, on every path; an inner loop runs once in each iteration around it.
     * - Kind: synchronous series, observers.
     * - May return: nothing.
     * - If it throws: the others still run; the failure becomes the warning OBSERVER_FAILED.
     * - Out of the box: nobody.
     */
    finished: new SyncHook<[finish: LoopFinish, run: Run]>(['finish', 'run'], 'finished'),
  }),
  { observers: ['finished'] },
);
