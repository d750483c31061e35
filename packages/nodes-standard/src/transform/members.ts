import { describeValue, didYouMean, isSecretValue, ownValue } from '@tenon/core';
import { failure, type Site } from '../failure.js';

/** The own data of an item under a name. Throws ROWS_INVALID, naming the item and near names, where there is none. */
export function memberOf(item: unknown, name: string, index: number, site: Site): unknown {
  const value = isRow(item) ? ownValue(item, name) : undefined;
  if (value !== undefined) return value;
  throw isRow(item) ? lacks(item, name, index, site) : noRow(index, site);
}

/** Whether an item has members. */
export function isRow(item: unknown): item is object {
  return typeof item === 'object' && item !== null && !Array.isArray(item) && !isSecretValue(item);
}

/** Sets a member, whatever its name. */
export function setMember(row: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') row[name] = value;
  else {
    Object.defineProperty(row, name, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
}

/** The error for an item that is no object. */
export function noRow(index: number, site: Site): Error {
  return failure(
    site,
    'ROWS_INVALID',
    `Item ${String(index)} of the items of node "${site.id}" is no object with members.`,
    { port: 'items' },
  );
}

function lacks(item: object, name: string, index: number, site: Site): Error {
  const hint = didYouMean(name, Object.keys(item));
  return failure(
    site,
    'ROWS_INVALID',
    `Item ${String(index)} of the items of node "${site.id}" has no member ${describeValue(name)}.`,
    { port: 'items', ...(hint !== '' && { hint }) },
  );
}
