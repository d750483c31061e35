import type { StandardSchemaV1 } from '@standard-schema/spec';

/** A class whose instances are the values meant: a class-validator class, in most cases. */
export type Class<T = unknown> = abstract new (...args: never[]) => T;

/** A JSON Schema, as a plain object. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
  readonly '~standard'?: never;
}

/**
 * What may stand where a schema is meant: a Standard Schema value (zod, valibot, arktype), a JSON Schema, or a class.
 * The core stores a schema and infers its type; checking it is the work of `@tenon/plugin-validation`.
 */
export type Schema = StandardSchemaV1 | Class | JsonSchema;

/** The type of the values that a schema accepts. Schemas check values and never change them. */
export type Infer<S> = S extends StandardSchemaV1
  ? StandardSchemaV1.InferInput<S>
  : S extends Class<infer T>
    ? T
    : FromJsonSchema<S>;

/** The type a JSON Schema describes, as far as its common keywords say; `unknown` beyond them. */
export type FromJsonSchema<S> = S extends { readonly const: infer C }
  ? C
  : S extends { readonly enum: readonly (infer E)[] }
    ? E
    : S extends { readonly type: 'object' }
      ? FromProperties<S>
      : S extends { readonly type: 'array' }
        ? S extends { readonly items: infer I }
          ? readonly FromJsonSchema<I>[]
          : readonly unknown[]
        : S extends { readonly type: infer N }
          ? FromTypeName<N>
          : unknown;

interface TypeNames {
  string: string;
  number: number;
  integer: number;
  boolean: boolean;
  null: null;
}

type FromTypeName<N> = N extends keyof TypeNames
  ? TypeNames[N]
  : N extends readonly (infer M)[]
    ? FromTypeName<M>
    : unknown;

type FromProperties<S> = S extends { readonly properties: infer P }
  ? S extends { readonly required: readonly (infer R)[] }
    ? { readonly [K in keyof P as K extends R ? K : never]: FromJsonSchema<P[K]> } & {
        readonly [K in keyof P as K extends R ? never : K]?: FromJsonSchema<P[K]>;
      }
    : { readonly [K in keyof P]?: FromJsonSchema<P[K]> }
  : Readonly<Record<string, unknown>>;
