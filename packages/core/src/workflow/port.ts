import { copyData, freezeData, isPlainObject } from '../values/data.js';
import type { Infer, Schema } from './schema.js';

const BRAND = Symbol.for('tenon.Port');

/** Whether a port must have a value: `required`, may be absent (`optional`), or has a `default`. */
export type Presence = 'required' | 'optional' | 'default';

declare const TYPE: unique symbol;

/**
 * What is declared of one port: its type, presence and schema. Made by {@link port}; each method answers a new value.
 *
 * @example
 * inputs: { amount: port<number>(), rate: port<number>().default(0.1), notes: port<string>().many().optional() }
 */
export class Port<T = unknown, P extends Presence = Presence, M extends boolean = boolean> {
  declare readonly [TYPE]: { value: T; presence: P; many: M };
  readonly presence: P;
  readonly isMany: M;
  readonly schema: Schema | undefined;
  readonly defaultValue: T | undefined;
  readonly description: string | undefined;
  /** Whether what is configured is taken as it stands, without templates. */
  readonly isRaw: boolean;

  constructor(facts: PortFacts<T, P, M>) {
    this.presence = facts.presence;
    this.isMany = facts.isMany;
    this.schema = facts.schema;
    this.defaultValue = facts.defaultValue;
    this.description = facts.description;
    this.isRaw = facts.isRaw ?? false;
    Object.defineProperty(this, BRAND, { value: true });
    Object.freeze(this);
  }

  /** The value may be absent. */
  optional(): Port<T, 'optional', M> {
    return new Port<T, 'optional', M>({
      ...factsOf<T, M>(this),
      presence: 'optional',
      defaultValue: undefined,
    });
  }

  /** The value taken when nothing else supplies one. It is copied and frozen: all runs share it. */
  default(value: M extends true ? readonly T[] : T): Port<T, 'default', M> {
    return new Port<T, 'default', M>({
      ...factsOf<T, M>(this),
      presence: 'default',
      defaultValue: freezeData(copyData(value)) as T,
    });
  }

  /** Takes any number of connections and collects their live values into a list, in connection order. */
  many(): Port<T, P, true> {
    const defaultValue = listed<T>(this.defaultValue, this.isMany);
    return new Port<T, P, true>({
      ...factsOf<T, M>(this),
      presence: this.presence,
      isMany: true,
      defaultValue,
    });
  }

  /**
   * What is configured is taken as it stands: a `${` in it begins no template. For texts with a language of their own:
   * scripts, conditions, schemas.
   */
  raw(): Port<T, P, M> {
    return new Port<T, P, M>({ ...factsOf<T, M>(this), presence: this.presence, isRaw: true });
  }

  /** What the port means, for people and for tools. */
  describe(description: string): Port<T, P, M> {
    return new Port<T, P, M>({ ...factsOf<T, M>(this), presence: this.presence, description });
  }
}

interface PortFacts<T, P, M> {
  readonly presence: P;
  readonly isMany: M;
  readonly schema?: Schema | undefined;
  readonly defaultValue?: T | undefined;
  readonly description?: string | undefined;
  readonly isRaw?: boolean;
}

/** The default of a port that takes many: one that was stated for a single value becomes a list of it. */
function listed<T>(value: T | undefined, isMany: boolean): T | undefined {
  return value === undefined || isMany ? value : (Object.freeze([value]) as T);
}

/** What a port is made of, but for its presence. */
function factsOf<T, M extends boolean>(
  port: Port<T, Presence, M>,
): Omit<PortFacts<T, Presence, M>, 'presence'> {
  const { isMany, schema, defaultValue, description, isRaw } = port;
  return { isMany, schema, defaultValue, description, isRaw };
}

/** Declares a port: by a plain type, `port<number>()`, or by a schema, `port(z.number())`. Required unless it says otherwise. */
export function port<T = unknown>(): Port<T, 'required', false>;
export function port<const S extends Schema>(schema: S): Port<Infer<S>, 'required', false>;
export function port(schema?: Schema): Port<unknown, 'required', false> {
  return new Port<unknown, 'required', false>({ presence: 'required', isMany: false, schema });
}

/** A port, or a schema that stands for `port(schema)`. */
export type PortLike = Port | Schema;

/** Ports by name, as an author writes them. */
export interface PortMap {
  readonly [name: string]: PortLike;
}

/** Ports by name, as the runtime reads them. A Map, so that any name is only a name. */
export type PortTable = ReadonlyMap<string, Port>;

/** Turns what an author wrote into ports by name, in the order written. */
export function portTable(ports: PortMap | undefined): PortTable {
  const table = new Map<string, Port>();
  for (const [name, like] of Object.entries(ports ?? {})) {
    table.set(name, isPort(like) ? like : port(like));
  }
  return table;
}

/** Whether a value is a {@link Port}, also one of another copy of the core. */
export function isPort(value: unknown): value is Port {
  return typeof value === 'object' && value !== null && BRAND in value;
}

/** Whether a value can stand where a port is declared. */
export function isPortLike(value: unknown): value is PortLike {
  if (typeof value === 'function' || isPort(value) || isPlainObject(value)) return true;
  return typeof value === 'object' && value !== null && '~standard' in value;
}

/** The type of a port's value: a list, where the port takes many. */
export type ValueOf<L> =
  L extends Port<infer T, Presence, infer M> ? (M extends true ? readonly T[] : T) : Infer<L>;

/** The type that one connection carries into a port: an element, where the port takes many. */
export type ElementOf<L> = L extends Port<infer T> ? T : Infer<L>;

type IsOptional<L> =
  L extends Port<infer _T, infer P, infer M>
    ? P extends 'optional'
      ? M extends true
        ? false
        : true
      : false
    : false;

/** What a node receives: every input by name; optional ones may be absent, a `many` port is always a list. */
export type InputValues<I> = {
  readonly [K in keyof I as IsOptional<I[K]> extends true ? never : K]: ReadonlyData<ValueOf<I[K]>>;
} & {
  readonly [K in keyof I as IsOptional<I[K]> extends true ? K : never]?: ReadonlyData<
    ValueOf<I[K]>
  >;
};

/** What a node returns: every output by name; optional ones may be absent. */
export type OutputValues<O> = {
  readonly [K in keyof O as IsOptional<O[K]> extends true ? never : K]: ReadonlyData<ValueOf<O[K]>>;
} & {
  readonly [K in keyof O as IsOptional<O[K]> extends true ? K : never]?:
    | ReadonlyData<ValueOf<O[K]>>
    | undefined;
};

/** What configuration may say: a value for any input or setting, or a template for it. */
export type ConfigValues<I> = { readonly [K in keyof I]?: Configured<ReadonlyData<ValueOf<I[K]>>> };

/** Text with a template in it. What comes of it is known when a run begins. */
type Template = `${string}\${${string}}${string}`;

/** A value, a template for it, or data with templates inside. */
type Configured<T> =
  | T
  | Template
  | (T extends Primitive | AnyFunction
      ? never
      : T extends object
        ? [T] extends [readonly unknown[]]
          ? { readonly [K in keyof T]: Configured<T[K]> }
          : [MethodNames<T>] extends [never]
            ? { readonly [K in keyof T]: Configured<T[K]> }
            : never
        : never);

type Primitive = string | number | bigint | boolean | symbol | null | undefined;
// oxlint-disable-next-line typescript/no-explicit-any -- every function type is meant, whatever it takes
type AnyFunction = (...args: any[]) => unknown;
type MethodNames<T> = { [K in keyof T]: T[K] extends AnyFunction ? K : never }[keyof T];

/**
 * Data that is shared and therefore not to be changed: readonly all the way down through plain objects and lists.
 * Objects with methods (dates, maps, instances of classes) keep their own type.
 */
export type ReadonlyData<T> = T extends Primitive | AnyFunction
  ? T
  : T extends readonly unknown[]
    ? { readonly [K in keyof T]: ReadonlyData<T[K]> }
    : T extends object
      ? [MethodNames<T>] extends [never]
        ? { readonly [K in keyof T]: ReadonlyData<T[K]> }
        : T
      : T;
