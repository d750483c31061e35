import type { Calls, Run } from '@tenon/core';
import type { ParameterHooks } from '../hooks.js';
import { keyOf, type Reference } from '../templates/template.js';

/** The calling side of `ParameterHooks.resolve`; `null` where nobody taps it. */
export type ResolveCall = Calls<ReturnType<typeof ParameterHooks.create>>['resolve'];

const NOTHING: ReadonlyMap<string, unknown> = new Map();

/**
 * Asks the taps of `ParameterHooks.resolve` for each reference once, all at the same time. Answers the values by key, and a
 * promise only where a tap does or fails. Rejects with the error of the first that failed, once all have settled.
 */
export function fetchReferences(
  references: readonly Reference[],
  resolve: ResolveCall,
  run: Run,
): ReadonlyMap<string, unknown> | Promise<ReadonlyMap<string, unknown>> {
  if (resolve === null || references.length === 0) return NOTHING;
  const values = new Map<string, unknown>();
  const waiting: Promise<unknown>[] = [];
  for (const reference of references) {
    const { scheme = '', name, path, target: text } = reference;
    const take = (value: unknown) => {
      if (value !== undefined) values.set(keyOf(reference), value);
    };
    try {
      const answer = resolve(Object.freeze({ scheme, name, path, text }), run);
      if (answer instanceof Promise) waiting.push(answer.then(take));
      else take(answer);
    } catch (error) {
      // Thrown when all have settled: nobody would be left to take the rejection of an earlier one.
      waiting.push(Promise.reject(error));
    }
  }
  if (waiting.length === 0) return values;
  return Promise.allSettled(waiting).then((settled) => {
    const failed = settled.find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return values;
  });
}
