import type { Port, Presence, ReadonlyData, ValueOf } from './port.js';

/** Parameters whose form a plugin's own function has said: `parametersOf` of `@tenon/plugin-parameters`. */
export interface StatedParameters {
  readonly '~parameters': true;
}

type IsRequired<L> =
  L extends Port<infer _T, infer P extends Presence> ? (P extends 'required' ? true : false) : true;

/** A value for each declared input of a workflow: those without a default have to be there. */
type InputParameters<I> = {
  readonly [K in keyof I as IsRequired<I[K]> extends true ? K : never]: ReadonlyData<ValueOf<I[K]>>;
} & {
  readonly [K in keyof I as IsRequired<I[K]> extends true ? never : K]?:
    | ReadonlyData<ValueOf<I[K]>>
    | undefined;
};

/**
 * The parameters that a run of a workflow takes. Where the workflow declares inputs, the compiler checks the values for
 * them: their types, and that the required ones are there. Whatever else stands beside them shows only in the run: values
 * for nodes by their ids, for inputs of nodes and templates by their names, and a misspelt name that is none of these.
 * Anything, where it declares no inputs.
 */
export type ParametersFor<I> = [keyof I] extends [never]
  ? unknown
  : // By itself for interfaces, which have no index signature; with one for literals, which may say more.
      | InputParameters<I>
      | (InputParameters<I> & { readonly [name: string]: unknown })
      | StatedParameters;

/** The names of the declared inputs that each run has to give a value to. */
export type RequiredInput<I> = {
  [K in keyof I]: IsRequired<I[K]> extends true ? K : never;
}[keyof I];
