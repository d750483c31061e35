import { isAnyArrayBuffer } from 'node:util/types';

/** All bytes anywhere within a value: in members of any kind, Maps, Sets and errors. Calls no getter, and does no recursion. */
export function bytesWithin(root: unknown): Uint8Array[] {
  const found: Uint8Array[] = [];
  const seen = new Set<object>();
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const value = pending.pop();
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) continue;
    if (seen.has(value)) continue;
    seen.add(value);
    const bytes = bytesOf(value);
    if (bytes !== undefined) found.push(bytes);
    else for (const inner of within(value)) pending.push(inner);
  }
  return found;
}

function bytesOf(value: object): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  return isAnyArrayBuffer(value) ? new Uint8Array(value) : undefined;
}

function within(value: object): unknown[] {
  try {
    const entries: unknown[] = [];
    if (value instanceof Map) for (const [key, item] of value) entries.push(key, item);
    if (value instanceof Set) for (const item of value) entries.push(item);
    for (const key of Reflect.ownKeys(value)) {
      entries.push(Object.getOwnPropertyDescriptor(value, key)?.value);
    }
    return entries;
  } catch {
    return []; // a revoked proxy, or one that throws
  }
}
