import {
  checkOptionNames,
  defineNode,
  describeValue,
  type ElementOf,
  isPort,
  type Node,
  type NodeDefinition,
  type Port,
  type PortMap,
  port,
  RuntimeError,
} from '@tenon/core';
import {
  type MergeStrategy,
  type Merging,
  STRATEGIES,
  STRATEGY_NAMES,
} from '../merge/strategies.js';
import { type Made, mergeForm } from './form.js';
import type { NoInputs } from './types.js';

/** What `merge` may be told. */
export interface MergeOptions<S extends MergeStrategy, I> {
  /** Default `first`. */
  readonly strategy?: S;
  /** State `values` to give what is merged a type. */
  readonly inputs?: I;
}

type Values<I> = I extends { readonly values: infer P } ? ElementOf<P> : unknown;

/** What a strategy makes of values of the type `T`. */
type Merged<S extends MergeStrategy, T> = {
  readonly first: T;
  readonly list: readonly T[];
  readonly concat: T extends string ? string : T extends readonly (infer E)[] ? readonly E[] : T;
  readonly zip: T extends readonly (infer E)[] ? readonly (readonly E[])[] : unknown;
  readonly assign: [T] extends [Both<T>] ? T : Partial<Both<T>>;
}[S];

/** The intersection of the members of a union. */
type Both<T> = (T extends unknown ? (member: T) => void : never) extends (both: infer B) => void
  ? B
  : never;

/** A node made by `merge`. */
export type MergeNode<S extends MergeStrategy, I> = Node<
  { readonly values: Port<Values<I>, 'required', true> },
  { readonly value: Port<Merged<S, Values<I>>, 'required', false> }
>;

/**
 * A node that joins branches: it makes one value of whatever live connections bring to its input `values`, in connection
 * order, and is skipped only when all of them are dead. `first` takes the first, `list` lists them all, `concat` makes one
 * list of lists or one text of texts, `zip` makes rows of lists, `assign` puts plain objects together, the later over the
 * earlier. Values that do not go together fail the node.
 *
 * @example
 * const total = flow.add('total', merge({ inputs: { values: port<number>() } }));
 * flow.connect(discounted.out.total, total.in.values);
 * flow.connect(regular.out.total, total.in.values);
 */
export function merge<
  const S extends MergeStrategy = 'first',
  const I extends { readonly values?: PortMap[string] } = NoInputs,
>(options: MergeOptions<S, I> = {}): MergeNode<S, I> {
  checkOptionNames(options, ['strategy', 'inputs'], 'merge');
  const { strategy = 'first', inputs } = options as MergeOptions<MergeStrategy, PortMap>;
  if (!STRATEGIES.has(strategy)) throw unknownStrategy('merge', strategy, {});
  const values = inputs?.['values'];
  const form = mergeForm(strategy, values === undefined ? undefined : { values });
  return mergeDefinition(values, { strategy, form });
}

/** What a merge is made with. */
interface MergeMade extends Made {
  /** Its name, or where a visit finds it. */
  readonly strategy: MergeStrategy | ((settings: Readonly<Record<string, unknown>>) => unknown);
}

/** What {@link merge} and the kind `merge` make. The kind's strategy is a setting, which may hold a template. */
export function mergeDefinition(
  values: PortMap[string] | undefined,
  { strategy, ...made }: MergeMade,
): NodeDefinition {
  const element = values === undefined ? port() : isPort(values) ? values : port(values);
  return defineNode({
    type: 'merge',
    inputs: { values: element.many() },
    outputs: { value: port() },
    ...made,
    compile: ({ id, workflow }) => {
      const named = (name: unknown): Merging => {
        const merging = STRATEGIES.get(name as string);
        if (merging !== undefined) return merging;
        const where = { workflow, node: id, port: 'strategy' };
        throw unknownStrategy(`Node "${id}"`, name, where);
      };
      if (typeof strategy === 'function') {
        return ({ values: live }, { settings }) => ({ value: named(strategy(settings))(live) });
      }
      const merging = named(strategy);
      return ({ values: live }) => ({ value: merging(live) });
    },
  });
}

/** The error for a strategy that there is not. */
function unknownStrategy(
  owner: string,
  strategy: unknown,
  where: NonNullable<ConstructorParameters<typeof RuntimeError>[2]>['where'] & object,
): RuntimeError {
  return new RuntimeError(
    'CONFIG_INVALID',
    `${owner} is to merge by ${describeValue(strategy)}, which is no strategy.`,
    { hint: `Strategies: ${STRATEGY_NAMES.join(', ')}.`, where },
  );
}
