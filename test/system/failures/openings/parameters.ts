import { ParameterHooks } from '@tenon/plugin-parameters';
import { only, pass } from '@tenon/testing';
import { asynchronous, type Opening } from '../opening.js';

/** The hooks of plugin-parameters. */
export const parameterOpenings: readonly Opening[] = [
  {
    title: 'ParameterHooks.resolve',
    taps: (_hooks, services) => services.get(ParameterHooks.id).resolve,
    consequences: asynchronous(['refused', 'HOOK_FAILED'], ['refused', 'HOOK_TIMEOUT']),
    workflow: only(pass, { value: '${vault:key:-nothing}' }),
  },
];
