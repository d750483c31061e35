import type { Installation } from './installation.js';
import { observabilityInstalled } from './observability.js';
import { resilienceInstalled } from './resilience.js';
import { resourcesInstalled } from './resources.js';

/** The plugins for operating a service: installed, and used by no workload. */
export const OPERATIONS: readonly Installation[] = [
  observabilityInstalled,
  resilienceInstalled,
  resourcesInstalled,
];
