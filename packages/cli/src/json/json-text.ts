import { describeValue } from '@tenon/core';

/**
 * JSON of any data that a node may have answered: what JSON has no word for becomes text that describes it, and what it
 * cannot hold at all (a circle, a depth beyond the stack) becomes text as a whole.
 */
export function jsonText(value: unknown, indent?: number): string {
  try {
    return JSON.stringify(value, plain, indent) ?? 'null';
  } catch {
    return JSON.stringify(describeValue(value));
  }
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (typeof value === 'function' || typeof value === 'symbol') return describeValue(value);
  if (value instanceof Map || value instanceof Set) return [...value];
  return value;
}
