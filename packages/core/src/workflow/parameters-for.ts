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
 * The parameters that a run of a workflow takes. Where the workflow declares inputs, they are checked by name and type;
 * whatever else stands beside them (values for nodes, by their ids) shows only in the run. Anything, where it declares none.
 */
export type ParametersFor<I> = [keyof I] extends [never]
  ? unknown
  : (InputParameters<I> & { readonly [name: string]: unknown }) | StatedParameters;
