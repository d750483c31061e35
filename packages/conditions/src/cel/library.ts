import { createRequire } from 'node:module';
import type * as celJs from '@marcbachmann/cel-js';

/** The parser and evaluator of CEL, and the errors they throw. */
export type CelLibrary = typeof celJs;

const require = createRequire(import.meta.url);

/**
 * Loaded when the first condition in CEL or as a row is read, and never where all are functions or there is none. By
 * `require`, which takes modules too, because conditions are read while a workflow is verified, which waits for nothing.
 */
export const celLibrary = once(() => require('@marcbachmann/cel-js') as CelLibrary);

/** Makes a value when it is asked for first; nothing is kept of a failure. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
