import * as types from 'node:util/types';

const BRAND = Symbol.for('tenon.Secret');

/**
 * A secret as a node gets it: opaque. `@tenon/plugin-parameters` has the class; what marks an object as one is an own
 * property of the symbol `Symbol.for('tenon.Secret')`.
 */
export interface SecretValue {
  /** The text that is to be kept secret; the only way to it. */
  reveal(): string;
  /** What stands for it wherever it shows. */
  toString(): string;
}

/** Whether a value is a secret, also one of another copy of a package. Total. */
export function isSecretValue(value: unknown): value is SecretValue {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return false;
  return Object.hasOwn(value, BRAND);
}

/** A secret that a node type asks for: the name its provider knows, or that and whether it may be missing. */
export type SecretLike = string | { readonly name: string; readonly optional?: boolean };

/** Secrets by the name a node uses for them, as an author writes them. */
export interface SecretMap {
  readonly [key: string]: SecretLike;
}

/** What a node gets: each secret it asks for by its own name for it; optional ones may be absent. */
export type SecretValues<X> = unknown extends X
  ? Readonly<Record<string, SecretValue | undefined>>
  : {
      readonly [K in keyof X]: X[K] extends
        | string
        | { readonly name: string; readonly optional?: false }
        ? SecretValue
        : SecretValue | undefined;
    };
