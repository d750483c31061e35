import { runQueue } from '@tenon/service';
import type { Addition } from '../additions.js';

/** A queue in which nobody has to wait. */
export const runQueueAddition: Addition = {
  name: 'run-queue',
  packageName: '@tenon/service',
  isStated: false,
  plugin: () => runQueue(),
};
