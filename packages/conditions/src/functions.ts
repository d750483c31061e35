import { serviceId } from '@tenon/core';

/** The type of an argument or of a result. */
export type FunctionType = 'any' | 'number' | 'string' | 'boolean' | 'list' | 'object';

/** A function that a host adds to CEL text. It must be synchronous and without effects. */
export interface ConditionFunction {
  readonly takes: readonly FunctionType[];
  /** The type of any number of further arguments. */
  readonly rest?: FunctionType;
  readonly gives: FunctionType;
  readonly run: (...args: never[]) => unknown;
}

/** The functions that CEL text may call beside the built-in ones, by name. */
export interface ConditionFunctions {
  readonly table: ReadonlyMap<string, ConditionFunction>;
}
/** The service that plugins ask for, optionally. */
export const ConditionFunctions = serviceId<ConditionFunctions>('tenon.ConditionFunctions');
