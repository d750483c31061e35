import { CycleHooks } from '@tenon/plugin-cycles';
import { asynchronous, type Opening, synchronous } from '../opening.js';

/** The hooks of plugin-cycles. */
export const cycleOpenings: readonly Opening[] = [
  {
    title: 'CycleHooks.iteration',
    taps: (_hooks, services) => services.get(CycleHooks.id).iteration,
    consequences: asynchronous(['failed', 'HOOK_FAILED'], ['failed', 'HOOK_TIMEOUT']),
  },
  {
    title: 'CycleHooks.finished',
    taps: (_hooks, services) => services.get(CycleHooks.id).finished,
    consequences: synchronous(['completed', 'OBSERVER_FAILED'], ['completed', 'HOOK_MISUSE']),
  },
];
