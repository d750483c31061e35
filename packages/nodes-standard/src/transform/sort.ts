import type { PortMap } from '@tenon/core';
import { failure, type Site } from '../failure.js';
import { evaluators } from './formulas.js';
import { after, goThrough } from './go-through.js';
import { type ItemNode, itemNode } from './item-node.js';
import { isKeySource, type KeySource, keyFormulas, keyReaders, keysInvalid } from './keys.js';

/** One key to sort by: a member's name, or what is at a member or CEL text, and how. */
export type SortKey =
  | string
  | (KeySource & {
      /** Default `asc`. */
      readonly direction?: 'asc' | 'desc';
      /** Where items go whose key is `null`, whatever the direction. Without it, `null` fails the node. */
      readonly nulls?: 'first' | 'last';
    });

type Key = KeySource & { readonly direction?: unknown; readonly nulls?: unknown };

/**
 * A node that sorts items by one key or several. Keys are numbers or texts, each key of one type for all items; texts go by
 * their UTF-16 code units. Items with the same keys keep their order. A stream becomes a list: all its rows are needed.
 *
 * @example
 * const top = flow.add('top', sort([{ column: 'total', direction: 'desc' }, 'name']));
 */
export function sort(by: readonly SortKey[]): ItemNode {
  return sortDefinition(by);
}

/** What {@link sort} and the kind `sort` make. */
export function sortDefinition(by: unknown, settings?: PortMap): ItemNode {
  const keys = keysOf(by);
  const formulas = keyFormulas(keys, 'sort key');
  return itemNode({
    type: 'sort',
    description: 'Sorts items by one key or several.',
    config: { by },
    formulas,
    settings,
    transform: (place) => {
      const site = { id: place.id, workflow: place.workflow };
      const read = keyReaders(keys, evaluators(formulas, place), site);
      return (items, given, context) => {
        const entries: Entry[] = [];
        const columns = keys.map((key) => new KeyColumn(key, site));
        const pending = goThrough(items, context, (batch) => {
          for (const value of batch) {
            const index = entries.length;
            const view = { value, index, given };
            const found = read.map((key, at) =>
              (columns[at] as KeyColumn).checked(key(view), index),
            );
            entries.push({ value, keys: found });
          }
        });
        return after(pending, () => {
          entries.sort((a, b) => compare(a, b, columns));
          return { items: entries.map(({ value }) => value) };
        });
      };
    },
  });
}

interface Entry {
  readonly value: unknown;
  readonly keys: readonly Orderable[];
}

type Orderable = number | string | null;

function compare(a: Entry, b: Entry, columns: readonly KeyColumn[]): number {
  for (const [at, column] of columns.entries()) {
    const order = column.compare(a.keys[at] ?? null, b.keys[at] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

/** One key of all items: what type it has, and which way it goes. */
class KeyColumn {
  readonly #key: Key;
  readonly #site: Site;
  #first: { readonly type: string; readonly index: number } | undefined;

  constructor(key: Key, site: Site) {
    this.#key = key;
    this.#site = site;
  }

  /** The key of an item, if it has an order among those before it. */
  checked(value: unknown, index: number): Orderable {
    if (value === null && this.#key.nulls !== undefined) return null;
    const type = typeof value;
    if ((type !== 'number' && type !== 'string') || Number.isNaN(value)) {
      throw this.#invalid(
        `item ${String(index)} has ${kindOf(value)} to sort by`,
        value === null ? "State nulls: 'first' or 'last'." : 'Keys are numbers or texts.',
      );
    }
    this.#first ??= { type, index };
    if (this.#first.type !== type) {
      throw this.#invalid(
        `item ${String(this.#first.index)} has a ${nameOf(this.#first.type)} to sort by, and item ${String(index)} a ${nameOf(type)}`,
        'Make them all numbers, or all texts.',
      );
    }
    return value as number | string;
  }

  compare(a: Orderable, b: Orderable): number {
    if (a === b) return 0;
    if (a === null || b === null) return (a === null) === (this.#key.nulls === 'first') ? -1 : 1;
    const order = a < b ? -1 : a > b ? 1 : 0;
    return this.#key.direction === 'desc' ? -order : order;
  }

  #invalid(what: string, hint: string): Error {
    const { id } = this.#site;
    return failure(this.#site, 'ROWS_INVALID', `Node "${id}" cannot sort: ${what}.`, {
      hint,
      port: 'items',
    });
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Number.isNaN(value) ? 'NaN' : `a value of type ${typeof value}`;
}

function nameOf(type: string): string {
  return type === 'string' ? 'text' : type;
}

function keysOf(by: unknown): Key[] {
  const keys: unknown[] = (Array.isArray(by) ? by : [by]).map((key: unknown) =>
    typeof key === 'string' ? { column: key } : key,
  );
  if (keys.length > 0 && keys.every(isSortKey)) return keys;
  throw keysInvalid('sort', SORT_HINT);
}

const SORT_HINT =
  'State ["name"], or [{ column: "total", direction: "desc", nulls: "last" }]; "value" takes an expression.';

function isSortKey(key: unknown): key is Key {
  if (!isKeySource(key)) return false;
  const { direction, nulls, ...rest } = key as Key;
  if (Object.keys(rest).some((name) => name !== 'column' && name !== 'value')) return false;
  return (
    (direction === undefined || direction === 'asc' || direction === 'desc') &&
    (nulls === undefined || nulls === 'first' || nulls === 'last')
  );
}
