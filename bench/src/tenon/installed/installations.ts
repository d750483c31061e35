import { conditionalInstalled } from './conditional.js';
import { cyclesInstalled } from './cycles.js';
import type { Installation } from './installation.js';
import { observabilityInstalled } from './observability.js';
import { parametersInstalled } from './parameters.js';
import { resilienceInstalled } from './resilience.js';
import { resourcesInstalled } from './resources.js';
import { validationInstalled } from './validation.js';

/** Every plugin there is. */
export const INSTALLATIONS: readonly Installation[] = [
  parametersInstalled,
  validationInstalled,
  conditionalInstalled,
  cyclesInstalled,
  resourcesInstalled,
  resilienceInstalled,
  observabilityInstalled,
];
