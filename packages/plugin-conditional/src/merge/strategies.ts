import { describeValue, isPlainObject, ownValue } from '@tenon/core';

/** The ways of making one value of several. */
export const STRATEGY_NAMES = ['first', 'list', 'concat', 'zip', 'assign'] as const;
export type MergeStrategy = (typeof STRATEGY_NAMES)[number];

/** Makes one value of the live values of a merge, at least one, in connection order. Throws TypeError for values that do not go together. */
export type Merging = (values: readonly unknown[]) => unknown;

/** What each strategy does. */
export const STRATEGIES: ReadonlyMap<string, Merging> = new Map<MergeStrategy, Merging>([
  ['first', (values) => values[0]],
  ['list', (values) => [...values]],
  ['concat', concat],
  ['zip', zip],
  ['assign', assign],
]);

/** Lists to one list, texts to one text. */
function concat(values: readonly unknown[]): unknown {
  if (values.every(isText)) return values.join('');
  const all: unknown[] = [];
  for (const list of listsOf(values, 'concat', 'lists, or texts')) {
    for (const item of list) all.push(item);
  }
  return all;
}

/** Lists to rows, as many as the shortest list has. */
function zip(values: readonly unknown[]): unknown {
  const lists = listsOf(values, 'zip', 'lists');
  const length = lists.reduce((least, list) => Math.min(least, list.length), Infinity);
  return Array.from({ length }, (_, row) => lists.map((list) => list[row]));
}

/** The own data properties of plain objects, the later ones over the earlier. */
function assign(values: readonly unknown[]): unknown {
  const merged = {};
  for (const value of values) {
    if (!isPlainObject(value)) throw unfit('assign', 'plain objects', value);
    for (const key of Object.keys(value)) {
      const descriptor = Object.getOwnPropertyDescriptor(value, key);
      if (descriptor === undefined || !('value' in descriptor)) continue;
      // Defined, since a key may be `__proto__`.
      Object.defineProperty(merged, key, {
        value: ownValue(value, key),
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
  }
  return merged;
}

function listsOf(values: readonly unknown[], strategy: string, what: string) {
  const stranger = values.find((value) => !isList(value));
  if (stranger !== undefined || values.includes(undefined)) throw unfit(strategy, what, stranger);
  return values as readonly (readonly unknown[])[];
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isList(value: unknown): boolean {
  return Array.isArray(value);
}

function unfit(strategy: string, what: string, value: unknown): TypeError {
  return new TypeError(
    `The strategy "${strategy}" merges ${what}, and got ${describeValue(value)}.`,
  );
}
