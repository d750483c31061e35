import { conditionalInstalled } from './conditional.js';
import { cyclesInstalled } from './cycles.js';
import type { Installation } from './installation.js';
import { parametersInstalled } from './parameters.js';
import { validationInstalled } from './validation.js';

/** The plugins that targets are told with. */
export const INSTALLATIONS: readonly Installation[] = [
  parametersInstalled,
  validationInstalled,
  conditionalInstalled,
  cyclesInstalled,
];
