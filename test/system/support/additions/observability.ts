import { observability } from '@tenon/plugin-observability';
import type { Addition } from '../additions.js';

/** Traces and metrics that nobody takes, and the health of the runtime. */
export const observabilityAddition: Addition = {
  name: 'observability',
  packageName: '@tenon/plugin-observability',
  isStated: false,
  plugin: () => observability(),
};
