import type { BuiltIn } from './built-in.js';
import { conditionalPlugin } from './conditional.js';
import { cyclesPlugin } from './cycles.js';
import { parametersPlugin } from './parameters.js';
import { validationPlugin } from './validation.js';

/** The plugins that the command brings. */
export const BUILT_INS: readonly BuiltIn[] = [
  parametersPlugin,
  validationPlugin,
  cyclesPlugin,
  conditionalPlugin,
];
