import { isContainer, isSecretValue, ownValue, type SecretValue } from '@tenon/core';

/** Of a list so many elements are looked at: a longer one is data, which is not to be paid for, and no place for secrets. */
const MOST_LISTED = 100;

/**
 * The secrets among values and in them, at any depth of plain objects and lists; of a list, in its first hundred elements.
 * Own data properties only, each object once. Iterative.
 */
export function* secretsIn(values: Iterable<unknown>): Generator<SecretValue> {
  const seen = new Set<object>();
  const pending = [...values];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (isSecretValue(value)) yield value;
    else if (Array.isArray(value)) {
      const { length } = value;
      for (let i = 0; i < Math.min(length, MOST_LISTED); i++) pending.push(ownValue(value, i));
    } else if (isContainer(value)) {
      for (const key of Object.keys(value)) pending.push(ownValue(value, key));
    }
  }
}

/** Whether a value is a secret or holds one. */
export function holdsSecret(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return secretsIn([value]).next().done !== true;
}
