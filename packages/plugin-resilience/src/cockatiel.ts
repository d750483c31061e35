import { createRequire } from 'node:module';
import type * as library from 'cockatiel';

/**
 * cockatiel, whose backoffs and breakers decide; its policies are not used, since they wait by timers of their own. It is a
 * package of CommonJS, loaded when a plan first needs it, and never where nothing is stated.
 */
export function cockatiel(): typeof library {
  return require('cockatiel') as typeof library;
}

const require = createRequire(import.meta.url);
