import { describeValue, isPlainObject, type PortMap, RuntimeError } from '@tenon/core';
import { failure, type Site } from '../failure.js';
import { AGGREGATES, type AggregateName, type Gatherer, gatherer } from './aggregates.js';
import { type Evaluate, evaluators, type Formula, type ItemView } from './formulas.js';
import { after, goThrough } from './go-through.js';
import { type ItemNode, itemNode } from './item-node.js';
import { type KeySource, keyFormulas, keyReaders, keysInvalid, type ReadKey } from './keys.js';
import { setMember } from './members.js';

/** What items are grouped by: names of members; or names of the keys with CEL text for each. */
export type GroupKeys = readonly string[] | Readonly<Record<string, string>>;

/** What is told of a group: `'count'`, or an aggregate with CEL text for the value of each item: `{ sum: 'value.total' }`. */
export type Aggregate =
  | 'count'
  | { readonly [N in Exclude<AggregateName, 'count'>]: { readonly [K in N]: string } }[Exclude<
      AggregateName,
      'count'
    >];

/** What {@link group} takes. */
export interface Grouping {
  /** Without it, all items are one group. */
  readonly by?: GroupKeys;
  /** By the names that they get. */
  readonly aggregates: Readonly<Record<string, Aggregate>>;
}

/**
 * A node that groups items and tells of each group: an object with its keys and aggregates, in the order in which groups
 * appear first. Keys are texts, numbers, booleans or `null`. A stream is read in one go, and memory holds a row for each group.
 *
 * @example
 * const byRegion = flow.add('by-region', group({ by: ['region'], aggregates: { total: { sum: 'value.total' }, orders: 'count' } }));
 */
export function group(grouping: Grouping): ItemNode {
  return groupDefinition(grouping.by, grouping.aggregates);
}

/** What {@link group} and the kind `group` make. */
export function groupDefinition(by: unknown, aggregates: unknown, settings?: PortMap): ItemNode {
  const { names, keys } = keysOf(by);
  const stated = aggregatesOf(aggregates, names);
  const formulas = [
    ...keyFormulas(keys, 'group key'),
    ...stated.flatMap(({ formula }) => formula ?? []),
  ];
  return itemNode({
    type: 'group',
    description: 'Groups items, and tells of each group what comes of its items.',
    config: { ...(by !== undefined && { by }), aggregates },
    formulas,
    settings,
    transform: (place) => {
      const site = { id: place.id, workflow: place.workflow };
      const evaluate = evaluators(formulas, place);
      const read = keyReaders(keys, evaluate, site);
      const values = evaluate.slice(keyFormulas(keys, '').length);
      const shape: Shape = { names, read, aggregates: withValues(stated, values), site };
      return (items, given, context) => {
        const groups = new Groups(shape, given);
        const pending = goThrough(items, context, (batch) => groups.add(batch));
        return after(pending, () => ({ items: groups.rows() }));
      };
    },
  });
}

interface StatedAggregate {
  readonly name: string;
  readonly kind: AggregateName;
  readonly formula: Formula | undefined;
}

interface Shape {
  readonly names: readonly string[];
  readonly read: readonly ReadKey[];
  readonly aggregates: readonly (StatedAggregate & { readonly value: Evaluate | undefined })[];
  readonly site: Site;
}

interface Group {
  readonly keys: readonly unknown[];
  readonly gatherers: readonly Gatherer[];
}

/** The groups of one visit. */
class Groups {
  readonly #shape: Shape;
  readonly #given: unknown;
  readonly #groups = new Map<string, Group>();
  #count = 0;

  constructor(shape: Shape, given: unknown) {
    this.#shape = shape;
    this.#given = given;
    if (shape.names.length === 0) this.#groupOf([]);
  }

  add(batch: readonly unknown[]): void {
    const { read, aggregates } = this.#shape;
    for (const value of batch) {
      const view: ItemView = { value, index: this.#count++, given: this.#given };
      const { gatherers } = this.#groupOf(read.map((key) => this.#checked(key(view), view.index)));
      for (let i = 0; i < aggregates.length; i++) {
        (gatherers[i] as Gatherer).add(aggregates[i]?.value?.(view), view.index);
      }
    }
  }

  rows(): Readonly<Record<string, unknown>>[] {
    const { names, aggregates } = this.#shape;
    return Array.from(this.#groups.values(), ({ keys, gatherers }) => {
      const row: Record<string, unknown> = {};
      names.forEach((name, i) => setMember(row, name, keys[i]));
      aggregates.forEach(({ name }, i) => setMember(row, name, gatherers[i]?.result()));
      return row;
    });
  }

  #groupOf(keys: readonly unknown[]): Group {
    const id = idOf(keys);
    let found = this.#groups.get(id);
    if (found === undefined) {
      const { aggregates, site } = this.#shape;
      const gatherers = aggregates.map(({ name, kind }) =>
        gatherer(kind, `aggregate "${name}"`, site),
      );
      found = { keys, gatherers };
      this.#groups.set(id, found);
    }
    return found;
  }

  #checked(key: unknown, index: number): unknown {
    const type = typeof key;
    if (key === null || type === 'string' || type === 'boolean') return key;
    if (type === 'number' && !Number.isNaN(key)) return key;
    const { site } = this.#shape;
    throw failure(
      site,
      'ROWS_INVALID',
      `Item ${String(index)} of the items of node "${site.id}" has a key that is no text, number, boolean or null.`,
      { hint: 'Group by a member of it.', port: 'items' },
    );
  }
}

/** One text for keys that are the same. The type is part of it, so that 1 and "1" are two groups; -0 is 0. */
function idOf(keys: readonly unknown[]): string {
  const [only] = keys;
  if (keys.length === 1 && typeof only === 'string') return `"${only}`;
  return JSON.stringify(keys.map((key) => (typeof key === 'number' ? [String(key)] : key)));
}

function withValues(stated: readonly StatedAggregate[], values: readonly Evaluate[]) {
  let next = 0;
  return stated.map((aggregate) => ({
    ...aggregate,
    value: aggregate.formula === undefined ? undefined : values[next++],
  }));
}

function keysOf(by: unknown = []): { names: readonly string[]; keys: readonly KeySource[] } {
  if (Array.isArray(by)) {
    const names: readonly unknown[] = by;
    const isFit = names.every((name) => typeof name === 'string' && name !== '');
    if (isFit && new Set(names).size === names.length) {
      const columns = names as readonly string[];
      return { names: columns, keys: columns.map((column) => ({ column })) };
    }
  } else if (isPlainObject(by)) {
    const names = Object.keys(by);
    return { names, keys: names.map((name) => ({ value: by[name] as string })) };
  }
  throw keysInvalid('group', 'State ["region"], or { region: "value.customer.region" }.');
}

function aggregatesOf(stated: unknown, keys: readonly string[]): StatedAggregate[] {
  if (!isPlainObject(stated)) throw aggregateInvalid('aggregates', stated);
  return Object.keys(stated).map((name) => {
    const aggregate = stated[name];
    if (keys.includes(name)) {
      throw new RuntimeError(
        'CONFIG_INVALID',
        `A group has a key and an aggregate named "${name}".`,
        { hint: 'Rename one.', where: { port: 'aggregates' } },
      );
    }
    if (aggregate === 'count') return { name, kind: 'count', formula: undefined };
    if (!isPlainObject(aggregate)) throw aggregateInvalid(name, aggregate);
    const [kind, ...others] = Object.keys(aggregate);
    if (kind === undefined || others.length > 0 || kind === 'count' || !isAggregate(kind)) {
      throw aggregateInvalid(name, aggregate);
    }
    const source = aggregate[kind] as string;
    return { name, kind, formula: { what: `aggregate "${name}"`, form: 'expression', source } };
  });
}

function isAggregate(name: string): name is AggregateName {
  return (AGGREGATES as readonly string[]).includes(name);
}

function aggregateInvalid(name: string, value: unknown): RuntimeError {
  return new RuntimeError(
    'CONFIG_INVALID',
    `The aggregate "${name}" of a group is ${describeValue(value)}.`,
    {
      hint: `It is "count", or one of ${AGGREGATES.slice(1).join(', ')} with an expression: { sum: "value.total" }.`,
      where: { port: 'aggregates' },
    },
  );
}
