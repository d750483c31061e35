import { isContainer, isSecretValue, ownValue } from '@tenon/core';

/**
 * A copy of data for an engine that would call functions and getters: plain objects, lists, texts, numbers, truth, dates, and
 * what stands for a secret. Anything else is not there. Sharing and cycles are preserved. Iterative.
 */
export function plainData(value: unknown): unknown {
  const copies = new Map<object, object>();
  const pending: object[] = [];
  const copyOf = (from: unknown): unknown => {
    if (isSecretValue(from)) return String(from);
    if (from instanceof Date) return new Date(from.getTime());
    if (!isContainer(from)) return isPrimitive(from) ? from : undefined;
    let copy = copies.get(from);
    if (copy === undefined) {
      copy = Array.isArray(from) ? [] : (Object.create(null) as object);
      copies.set(from, copy);
      pending.push(from);
    }
    return copy;
  };
  const root = copyOf(value);
  for (let from = pending.pop(); from !== undefined; from = pending.pop()) {
    const copy = copies.get(from) as Record<string, unknown>;
    for (const name of Object.keys(from)) {
      const member = copyOf(ownValue(from, name));
      if (member !== undefined) copy[name] = member;
    }
  }
  return root;
}

function isPrimitive(value: unknown): boolean {
  return (typeof value !== 'object' && typeof value !== 'function') || value === null;
}
