import { BranchHooks } from '@tenon/plugin-conditional';
import { type Opening, synchronous } from '../opening.js';

const OBSERVES = synchronous(['completed', 'OBSERVER_FAILED'], ['completed', 'HOOK_MISUSE']);

/** The hooks of plugin-conditional. */
export const branchOpenings: readonly Opening[] = [
  {
    title: 'BranchHooks.admissible',
    taps: (_hooks, services) => services.get(BranchHooks.id).admissible,
    consequences: synchronous(['failed', 'ROUTE_REFUSED'], ['failed', 'ROUTE_REFUSED']),
  },
  {
    title: 'BranchHooks.routed',
    taps: (_hooks, services) => services.get(BranchHooks.id).routed,
    consequences: OBSERVES,
  },
  {
    title: 'BranchHooks.summary',
    taps: (_hooks, services) => services.get(BranchHooks.id).summary,
    // It is told when the run has ended.
    consequences: synchronous(['completed', 'OBSERVER_FAILED'], ['completed', 'HOOK_MISUSE'], {
      'aborts the run': ['completed'],
    }),
  },
];
