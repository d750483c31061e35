import { ValidationHooks } from '@tenon/plugin-validation';
import { type Opening, synchronous } from '../opening.js';

/** The hooks of plugin-validation. */
export const validationOpenings: readonly Opening[] = [
  {
    title: 'ValidationHooks.issues',
    taps: (_hooks, services) => services.get(ValidationHooks.id).issues,
    consequences: synchronous(['refused', 'HOOK_FAILED'], ['refused', 'HOOK_MISUSE']),
  },
  {
    title: 'ValidationHooks.checked',
    taps: (_hooks, services) => services.get(ValidationHooks.id).checked,
    consequences: synchronous(['completed', 'OBSERVER_FAILED'], ['completed', 'HOOK_MISUSE']),
  },
];
