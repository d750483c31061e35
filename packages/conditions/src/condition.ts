import type { ErrorPlace, Path } from '@tenon/core';
import type { ConditionFunctions } from './functions.js';

/** What compares the two sides of a {@link Row}. */
export type Operator =
  | '=='
  | '!='
  | '>'
  | '<'
  | '>='
  | '<='
  | 'in'
  | 'contains'
  | 'is_null'
  | 'is_not_null';

/** A comparison over the name `value`, as data: what a form or a file may hold instead of CEL text. */
export interface Row {
  /** A path into `value`, as `parsePath` of the core reads it; `value` itself where it is absent. */
  readonly field?: string;
  readonly operator: Operator;
  /** The right side; `is_null` and `is_not_null` take none. */
  readonly value?: unknown;
}

/** What an author may give as a condition: CEL text, a row, or a function over the view `V` that its place offers. */
export type ConditionSource<V = Readonly<Record<string, unknown>>> =
  | string
  | Row
  | ((view: V) => boolean | PromiseLike<boolean>);

/**
 * What is known of a name's type before anything runs; `any` is nothing. A value that is `null` or missing fits every type.
 * Members are all there are, so that a misspelt one is found, unless they are `open`.
 */
export type NameType =
  | 'any'
  | 'number'
  | 'string'
  | 'boolean'
  | 'list'
  | 'object'
  | { readonly members: ReadonlyMap<string, NameType>; readonly open?: boolean };

/** What a condition may refer to, and where it stands. */
export interface ConditionScope {
  /** The names that a condition may read. */
  readonly names: ReadonlyMap<string, NameType>;
  /** Functions that a host adds to CEL text; none where it is absent. */
  readonly functions?: ConditionFunctions | undefined;
  /** What messages call it, as `condition of case "large" of node "route"`; `condition` where it is absent. */
  readonly subject?: string | undefined;
  /** The place that its errors state. */
  readonly where?: ErrorPlace | undefined;
}

/** A place in the text of a condition. */
export interface Position {
  /** UTF-16 code units from the start, from 0. */
  readonly offset: number;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** Why a source is no condition, before anything runs. */
export interface ConditionFlaw {
  /** A whole sentence, with the position in it where there is one. */
  readonly message: string;
  readonly position?: Position;
  /** What would fix it. */
  readonly hint?: string;
}

/** The values that a condition is asked about, by name. Own data properties only are read. */
export type ConditionValues = Readonly<Record<string, unknown>>;

/** A comparison of what is at a path with a value that is known. */
export interface Comparison {
  readonly path: Path;
  readonly operator: '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in';
  /** A literal; for `in`, a list of literals. */
  readonly value: unknown;
}

/**
 * What a condition comes to, for those who compare conditions before anything runs. `&&`, `||` and `!` are choices: they go
 * from left to right, and what fails is not made up for by another.
 */
export type Outline =
  | { readonly kind: 'truth'; readonly value: boolean }
  /** What is there must be true or false. */
  | { readonly kind: 'path'; readonly path: Path }
  | ({ readonly kind: 'comparison' } & Comparison)
  | {
      readonly kind: 'choice';
      readonly condition: Outline;
      readonly yes: Outline;
      readonly no: Outline;
    };

/** One value that a condition read: `order.total`, 1200. */
export interface Evidence {
  readonly name: string;
  readonly value: unknown;
}

/** A condition that has been read and checked. Immutable; serves any number of runs. */
export interface Condition {
  readonly kind: 'text' | 'row' | 'function';
  /** As a person reads it: the CEL text, the row as text, or the function's name. */
  readonly text: string;
  /** The names that it reads, so that callers gather no others. Those of a function are all names of its scope. */
  readonly names: readonly string[];
  /**
   * The paths that it reads, each beginning with one of the names: for callers to whom gathering a name is dear. A path that
   * is computed in part counts up to there. Those of a function are its names.
   */
  readonly reads: readonly Path[];
  /** What it comes to, where it is made of comparisons of paths with literals and nothing else: for analysis. */
  readonly outline: Outline | undefined;
  /**
   * Whether it holds. Text and rows answer at once; a function may answer with a promise. A function is given a frozen
   * copy of `values` as its view. Throws, or rejects with, {@link ConditionError}: CONDITION_FAILED.
   */
  test(values: ConditionValues): boolean | PromiseLike<boolean>;
  /**
   * The values that decide it, in the order in which it reads them; what it does not come to read is left out. Values are
   * neither copied nor masked. Total: where the condition fails, what it had read by then. Nothing for functions.
   */
  evidence(values: ConditionValues): readonly Evidence[];
}

/** A source that has been read: a condition, or what is wrong with it. */
export type ParsedCondition =
  | { readonly condition: Condition; readonly flaws?: undefined }
  | { readonly condition?: undefined; readonly flaws: readonly ConditionFlaw[] };
