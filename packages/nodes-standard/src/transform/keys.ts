import { isPlainObject, RuntimeError } from '@tenon/core';
import type { Site } from '../failure.js';
import type { Evaluate, Formula, ItemView } from './formulas.js';
import { memberOf } from './members.js';

/** What items are grouped or sorted by: a member's name, or CEL text. */
export type KeySource = { readonly column: string } | { readonly value: string };

/** Reads the key of an item. */
export type ReadKey = (view: ItemView) => unknown;

/** Whether a value states a key by exactly one of the two. */
export function isKeySource(key: unknown): key is KeySource {
  if (!isPlainObject(key)) return false;
  const { column, value } = key;
  return (
    (typeof column === 'string' && column !== '' && value === undefined) ||
    (typeof value === 'string' && column === undefined)
  );
}

/** The formulas among keys. */
export function keyFormulas(keys: readonly KeySource[], what: string): Formula[] {
  return keys.flatMap((key) =>
    'value' in key && typeof key.value === 'string'
      ? [{ what, form: 'expression' as const, source: key.value }]
      : [],
  );
}

/** What reads each key. `evaluate` has the formulas among them, in order. */
export function keyReaders(
  keys: readonly KeySource[],
  evaluate: readonly Evaluate[],
  site: Site,
): ReadKey[] {
  let next = 0;
  return keys.map((key) => {
    if ('column' in key && typeof key.column === 'string') {
      const { column } = key;
      return ({ value, index }) => memberOf(value, column, index, site);
    }
    return evaluate[next++] as Evaluate;
  });
}

/** The error for keys that are none. */
export function keysInvalid(type: string, hint: string): RuntimeError {
  return new RuntimeError('CONFIG_INVALID', `The "by" of "${type}" states no keys.`, {
    hint,
    where: { port: 'by' },
  });
}
