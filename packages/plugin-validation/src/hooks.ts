import { defineHookSet, type Issue, isIssue, type ResolvedWorkflow, type Run } from '@tenon/core';
import { SyncHook, SyncWaterfallHook } from 'tapable';
import type { CheckReport } from './checks/check-report.js';

/** What was checked at one visit of a node: its inputs before it, or its outputs behind it. */
export interface CheckEvent {
  readonly workflow: string;
  readonly node: string;
  /** The type of the node. */
  readonly type: string;
  readonly phase: 'inputs' | 'outputs';
  /** How many schemas and policies were asked. */
  readonly checks: number;
  /** What did not fit; empty where everything did. */
  readonly failures: readonly CheckReport[];
  /** How long it took, in milliseconds, waiting for asynchronous schemas included. */
  readonly ms: number;
}

/** The hooks of plugin-validation. */
export const ValidationHooks = defineHookSet(
  'ValidationHooks',
  () => ({
    /**
     * Changes what verification found: drops findings, adds some, or gives them another severity.
     *
     * - Fires: once per `runtime.verify`, and once per run before any node, with all findings of the core and of all
     *   plugins.
     * - Kind: synchronous waterfall over the issues.
     * - May return: other issues, or `undefined` to leave them. The core's errors of structure stay.
     * - If it throws: verification fails, or the run is refused, with HOOK_FAILED.
     * - Out of the box: nobody.
     */
    issues: new SyncWaterfallHook<
      [issues: readonly Issue[], workflow: ResolvedWorkflow],
      readonly Issue[] | void
    >(['issues', 'workflow'], 'issues'),
    /**
     * Tells what was checked at a visit of a node, and how it went.
     *
     * - Fires: at each visit of a node that has something to check: once for its inputs, once for its outputs.
     * - Kind: synchronous series, observers.
     * - May return: nothing.
     * - If it throws: the others still run; the failure becomes the warning OBSERVER_FAILED.
     * - Out of the box: nobody.
     */
    checked: new SyncHook<[event: CheckEvent, run: Run]>(['event', 'run'], 'checked'),
  }),
  {
    observers: ['checked'],
    answers: {
      issues: {
        what: 'a list of issues',
        is: (answer) => Array.isArray(answer) && answer.every(isIssue),
      },
    },
  },
);
