import { resilience } from '@tenon/plugin-resilience';
import type { Addition } from '../additions.js';

/** Retries, time-outs, breakers. */
export const resilienceAddition: Addition = {
  name: 'resilience',
  packageName: '@tenon/plugin-resilience',
  isStated: true,
  plugin: () => resilience(),
};
