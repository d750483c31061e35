import { checkOptionNames, isPlainObject, type PortMap, RuntimeError } from '@tenon/core';
import { failure } from '../failure.js';
import { RowStream } from '../rows/row-stream.js';
import { type Evaluate, evaluators, type Formula } from './formulas.js';
import { type ItemNode, itemNode } from './item-node.js';
import { isRow, noRow, setMember } from './members.js';
import { applyStage } from './stage-node.js';

/** What `map` makes of an item: one value, or an object with a member for each expression. */
export type Mapping = string | Readonly<Record<string, string>>;

/** What {@link map} may be told. */
export interface MapOptions {
  /** Whether the members that an item has are kept beside those that are made. Default `false`. */
  readonly keep?: boolean;
}

/**
 * A node that makes a value of each item, by CEL text over `value`, the item; `index`, its place from 0; and `given`. With
 * an object of expressions it makes objects, and a stream stays one.
 *
 * @example
 * const priced = flow.add('priced', map({ net: 'value.price * value.count' }, { keep: true }));
 */
export function map(to: Mapping, options: MapOptions = {}): ItemNode {
  checkOptionNames(options, ['keep'], 'map');
  return mapDefinition(to, options.keep ?? false);
}

/** What {@link map} and the kind `map` make. */
export function mapDefinition(to: Mapping, keep: boolean, settings?: PortMap): ItemNode {
  const names = isPlainObject(to) ? Object.keys(to) : undefined;
  if (names?.length === 0 || (names === undefined && keep)) throw pointless(keep);
  const formulas = names === undefined ? [valueFormula(to)] : memberFormulas(to as object, names);
  return itemNode({
    type: 'map',
    description: 'Makes a value, or an object, of each item.',
    config: { to, ...(keep && { keep }) },
    formulas,
    settings,
    transform: (place) => {
      const site = { id: place.id, workflow: place.workflow };
      const evaluate = evaluators(formulas, place);
      const columns = (before: readonly string[]) => [
        ...new Set([...(keep ? before : []), ...(names ?? [])]),
      ];
      return (items, given, context) => {
        if (names === undefined && RowStream.is(items)) {
          throw failure(
            site,
            'ROWS_INVALID',
            `Node "${site.id}" is to make single values of a stream of rows.`,
            { hint: 'Make rows: state an object of expressions.', port: 'items' },
          );
        }
        return applyStage(items, context, columns, (batch, from) =>
          batch.map((value, at) => {
            const view = { value, index: from + at, given };
            if (names === undefined) return (evaluate[0] as Evaluate)(view);
            if (keep && !isRow(value)) throw noRow(view.index, site);
            const row: Record<string, unknown> = keep ? { ...(value as object) } : {};
            for (let i = 0; i < names.length; i++) {
              setMember(row, names[i] as string, (evaluate[i] as Evaluate)(view));
            }
            return row;
          }),
        );
      };
    },
  });
}

function valueFormula(source: Mapping): Formula {
  return { what: 'expression', form: 'expression', source: source as string };
}

function memberFormulas(to: object, names: readonly string[]): Formula[] {
  const sources = to as Readonly<Record<string, string>>;
  return names.map((name) => ({
    what: `member "${name}"`,
    form: 'expression',
    source: sources[name] as string,
  }));
}

function pointless(keep: boolean): RuntimeError {
  return new RuntimeError(
    'CONFIG_INVALID',
    keep
      ? 'A map to single values has no members to keep.'
      : 'A map makes objects without members.',
    { hint: 'State an object of expressions: { net: "value.price * 0.8" }.' },
  );
}
