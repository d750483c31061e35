import { isContainer } from '@tenon/core';

/** Replaces everything in a value that can be replaced. Iterative; what is shared is gone through once. */
export function spoil(value: unknown): void {
  const seen = new Set<unknown>();
  const pending = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (!isContainer(next) || seen.has(next)) continue;
    seen.add(next);
    for (const key of Object.keys(next)) {
      if (isContainer(next[key])) pending.push(next[key]);
      else Reflect.set(next, key, 'spoilt by the spec'); // without effect where it is frozen
    }
  }
}
