import type { NodeType, Plugin } from '@tenon/core';
import type { Capability, Case, ParametersOf } from './case.js';
import { conditionalInstallation } from './conditional.js';
import { cyclesInstallation } from './cycles.js';
import { parametersInstallation } from './parameters.js';
import { resilienceInstallation } from './resilience.js';
import { validationInstallation } from './validation.js';

/** How the runner installs a plugin. */
export interface Installation {
  /** What the plugin provides: cases that need it are pending until it is listed. Absent where no case needs it. */
  readonly capability?: Capability;
  /** The plugin with the options that a case states, and whatever binds what these options mean for it. */
  plugins(stated: Case): readonly Plugin[];
  /** The node kinds that it makes possible. They are bound also where a case says that the plugin is not installed. */
  readonly kinds?: readonly NodeType[];
  /** What to hand to a run for parameters that a case states without guessing. */
  parametersOf?(stated: ParametersOf): unknown;
}

/**
 * The plugins that the cases run with, by one entry each; their order does not matter:
 *
 *     { capability: 'conditional', plugins: ({ options }) => [conditional({ mode: options?.mode })], kinds: [branch] }
 */
export const INSTALLED: readonly Installation[] = [
  parametersInstallation,
  validationInstallation,
  cyclesInstallation,
  conditionalInstallation,
  resilienceInstallation,
];
