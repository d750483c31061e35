import type { ConditionSource } from '@tenon/conditions';
import type { InputValues, Node, Port, ValueOf } from '@tenon/core';

/** No inputs but `value`. */
export type NoInputs = Record<never, never>;

type ValuePort<I, D> = I extends { readonly value: infer P } ? P : D;

/** The inputs of a switch: `value`, of any type where nothing is said, and what else its conditions read. */
type SwitchInputs<I, D = Port<unknown, 'required', false>> = {
  readonly value: ValuePort<I, D>;
} & Omit<I, 'value'>;

/** What each port of a switch carries: the value. */
type Carried<I> = Port<ValueOf<SwitchInputs<I>['value']>, 'optional', false>;

/** What a condition in code may be: CEL text, a row, or a function of the inputs. */
export type SwitchCondition<I> = ConditionSource<InputValues<SwitchInputs<I>>>;

/** One case: the port that is taken, and when. */
export interface CaseEntry<N extends string, W> {
  readonly name: N;
  readonly when: W;
}

/** What `branch`, `switchOn` and `partition` may be told about their inputs. */
export interface InputOptions<I> {
  /**
   * The inputs by name, as `defineNode` takes them. `value` is the one that is carried on; state it to give it a type.
   * Conditions may read them all.
   */
  readonly inputs?: I;
}

/** What `switchOn` and `partition` may be told. */
export interface CaseOptions<I, O extends string> extends InputOptions<I> {
  /** The port for what matches no case. */
  readonly otherwise?: O;
  /** Whether every case that matches is taken, and not the first alone. */
  readonly multiple?: boolean;
  /** What it means that nothing matches and there is no `otherwise`: the node fails with NO_MATCH (default), or goes on. */
  readonly onNoMatch?: 'error' | 'skip';
}

/** A node made by `branch`. */
export type BranchNode<I> = Node<
  SwitchInputs<I>,
  {
    readonly true: Carried<I>;
    readonly false: Carried<I>;
    readonly matched: Port<boolean, 'required', false>;
  }
>;

/** A node made by `switchOn`, with a port for each case. `matched` lists the cases taken. */
export type SwitchNode<N extends string, O extends string, I> = Node<
  SwitchInputs<I>,
  { readonly [K in N | O]: Carried<I> } & { readonly matched: Matched<N> }
>;

type Matched<N extends string> = Port<readonly N[], 'required', false>;

/** A list of anything: the `value` of a partition where nothing is said. */
type ListPort = Port<readonly unknown[], 'required', false>;

/** The inputs of a partition. */
type PartitionInputs<I> = SwitchInputs<I, ListPort>;

type ItemOf<I> = ValueOf<PartitionInputs<I>['value']> extends readonly (infer E)[] ? E : unknown;

/** What a condition of a partition reads: `value` is the item. */
export type ItemCondition<I> = ConditionSource<
  { readonly value: ItemOf<I> } & Omit<InputValues<PartitionInputs<I>>, 'value'>
>;

type Part<I> = Port<readonly ItemOf<I>[], 'required', false>;

/** A node made by `partition`, with a list for each case. `matched` lists the cases that got something. */
export type PartitionNode<N extends string, O extends string, I> = Node<
  PartitionInputs<I>,
  { readonly [K in N | O]: Part<I> } & { readonly matched: Matched<N> }
>;
