import { defineHookSet, type Run } from '@tenon/core';
import { SyncHook } from 'tapable';
import type { BranchSummary } from './summary.js';

/** The ports that a switch takes at one visit. */
export interface BranchRouting {
  /** The ids that lead to the switch: those of sub-workflow nodes, then its own. */
  readonly path: readonly string[];
  readonly workflow: string;
  /** The ports that it takes. */
  readonly taken: readonly string[];
  /** The ports that it routes through. */
  readonly ports: readonly string[];
  /** Why, as the switch tells it; without secrets. A `SwitchReason` for the switches of this package. */
  readonly because: unknown;
}

/** The hooks of plugin-conditional. */
export const BranchHooks = defineHookSet(
  'BranchHooks',
  () => ({
    /**
     * Decides whether a switch may take the ports that it chose.
     *
     * - Fires: at each visit to a node with exclusive ports, before what it chose counts.
     * - Kind: synchronous series.
     * - May return: nothing; it throws to refuse.
     * - If it throws: the switch fails with ROUTE_REFUSED, which names the plugin.
     * - Out of the box: nobody.
     */
    admissible: new SyncHook<[routing: BranchRouting, run: Run]>(['routing', 'run'], 'admissible'),
    /**
     * Tells which ports a switch took, and why.
     *
     * - Fires: at each visit to a node with exclusive ports, once its choice is admitted.
     * - Kind: synchronous series, observers.
     * - May return: nothing.
     * - If it throws: the others still run; the failure becomes the warning OBSERVER_FAILED.
     * - Out of the box: nobody.
     */
    routed: new SyncHook<[routing: BranchRouting, run: Run]>(['routing', 'run'], 'routed'),
    /**
     * Tells what the switches of a run came to.
     *
     * - Fires: once per run that executed a workflow with switches, after its last node.
     * - Kind: synchronous series, observers.
     * - May return: nothing.
     * - If it throws: the others still run; the failure becomes the warning OBSERVER_FAILED.
     * - Out of the box: nobody.
     */
    summary: new SyncHook<[summary: BranchSummary, run: Run]>(['summary', 'run'], 'summary'),
  }),
  { observers: ['routed', 'summary'] },
);
