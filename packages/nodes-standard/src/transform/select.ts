import { didYouMean, isPlainObject, type PortMap, quoteList, RuntimeError } from '@tenon/core';
import { failure, type Site } from '../failure.js';
import { type ItemNode, itemNode } from './item-node.js';
import { memberOf, setMember } from './members.js';
import { applyStage } from './stage-node.js';

/** The members to keep: names, in order; or new names with the old ones. */
export type Selection = readonly string[] | Readonly<Record<string, string>>;

/**
 * A node that keeps some members of each item, in the order stated, and may rename them. An item that lacks one fails the
 * node. A stream stays one.
 *
 * @example
 * const brief = flow.add('brief', select({ id: 'id', customer: 'customer_name' }));
 */
export function select(columns: Selection): ItemNode {
  return selectDefinition(columns);
}

/** What {@link select} and the kind `select` make. */
export function selectDefinition(columns: Selection, settings?: PortMap): ItemNode {
  const pairs = pairsOf(columns);
  const names = pairs.map(([name]) => name);
  return itemNode({
    type: 'select',
    description: 'Keeps some members of each item, and may rename them.',
    config: { columns },
    formulas: [],
    settings,
    transform: ({ id, workflow }) => {
      const site = { id, workflow };
      return (items, _given, context) =>
        applyStage(
          items,
          context,
          (before) => {
            for (const [, old] of pairs)
              if (!before.includes(old)) throw unknown(old, before, site);
            return names;
          },
          (batch, from) =>
            batch.map((item, at) => {
              const row: Record<string, unknown> = {};
              for (const [name, old] of pairs) {
                setMember(row, name, memberOf(item, old, from + at, site));
              }
              return row;
            }),
        );
    },
  });
}

function pairsOf(columns: unknown): (readonly [string, string])[] {
  const pairs: unknown[][] = Array.isArray(columns)
    ? columns.map((name: unknown) => [name, name])
    : isPlainObject(columns)
      ? Object.entries(columns)
      : [];
  const names = new Set(pairs.map(([name]) => name));
  const isFit = pairs.every(([, old]) => typeof old === 'string' && old !== '');
  if (pairs.length > 0 && isFit && names.size === pairs.length) return pairs as never;
  throw new RuntimeError('CONFIG_INVALID', 'The "columns" to select are not names, each once.', {
    hint: 'State ["id", "total"], or { new: "old" }.',
    where: { port: 'columns' },
  });
}

function unknown(name: string, columns: readonly string[], site: Site): Error {
  return failure(
    site,
    'ROWS_INVALID',
    `Node "${site.id}" selects a column "${name}", which its rows do not have.`,
    { hint: didYouMean(name, columns) || `They have ${quoteList(columns)}.`, port: 'items' },
  );
}
