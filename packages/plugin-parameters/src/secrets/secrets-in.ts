import { isContainer, isSecretValue, ownValue, type SecretValue } from '@tenon/core';

/** Of a list so many elements are looked at: a longer one is data, which is not to be paid for, and no place for secrets. */
const MOST_LISTED = 100;

/**
 * The secrets among values and in them, at any depth of plain objects and lists; of a list, in its first hundred elements.
 * Own data properties only, each object once. Iterative.
 */
export function secretsIn(values: Iterable<unknown>): readonly SecretValue[] {
  return search([...values], Number.POSITIVE_INFINITY);
}

/** Whether a value is a secret or holds one. */
export function holdsSecret(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return search([value], 1).length > 0;
}

/** Looks through what is pending until so many are found. */
function search(pending: unknown[], most: number): readonly SecretValue[] {
  const found: SecretValue[] = [];
  // Most of the time there is a single object, and nothing to come round to it.
  let first: object | undefined;
  let seen: Set<object> | undefined;
  while (pending.length > 0 && found.length < most) {
    const value = pending.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (first === undefined) first = value;
    else {
      seen ??= new Set([first]);
      if (seen.has(value)) continue;
      seen.add(value);
    }
    if (isSecretValue(value)) found.push(value);
    else if (Array.isArray(value)) {
      const { length } = value;
      for (let i = 0; i < Math.min(length, MOST_LISTED); i++) pending.push(ownValue(value, i));
    } else if (isContainer(value)) {
      for (const key of Object.keys(value)) pending.push(ownValue(value, key));
    }
  }
  return found;
}
