import { createRequire } from 'node:module';
import { type Class, isPlainObject, ownValue } from '@tenon/core';
import type { MetadataStorage } from 'class-validator';
import { SchemaProblem } from './schema-problem.js';

const require = createRequire(import.meta.url);

/** Names that mean something to a prototype: they are laid out on no instance. */
const UNSAFE: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** What class-transformer knows of a property that is declared with `@Type(() => Address)`. */
interface TypeMetadata {
  readonly typeFunction?: (given?: unknown) => unknown;
  readonly options?: {
    readonly discriminator?: {
      readonly property: string;
      readonly subTypes: readonly { readonly value: Class; readonly name: string }[];
    };
  };
}

interface TypeStorage {
  findTypeMetadata(target: unknown, property: string): TypeMetadata | undefined;
}

/** The class of one nested property, which may depend on what stands there. */
type ClassOf = (value: Readonly<Record<string, unknown>>) => Class | undefined;

/**
 * The classes inside a class, by property: as `@Type` of class-transformer declares them, or as the compiler recorded them
 * (`emitDecoratorMetadata`). class-transformer itself transforms nothing here: it would run constructors, and copy what
 * must stay as it is.
 */
export class NestedClasses {
  readonly #storage: MetadataStorage;
  readonly #known = new Map<Class, ReadonlyMap<string, ClassOf>>();
  readonly #subclasses = new WeakMap<object, boolean>();
  #waits: boolean | undefined;

  constructor(storage: MetadataStorage) {
    this.#storage = storage;
  }

  /** Whether a class has decorators of class-validator. */
  isDecorated(type: Class): boolean {
    return this.#metadatas(type).length > 0;
  }

  /** Looks at a class and all classes inside it. Throws SchemaProblem where one is not known. */
  survey(root: Class): void {
    const pending: Class[] = [root];
    for (let type = pending.pop(); type !== undefined; type = pending.pop()) {
      if (this.#known.has(type)) continue;
      const nested = new Map<string, ClassOf>();
      this.#known.set(type, nested);
      for (const { type: kind, propertyName } of this.#metadatas(type)) {
        if (kind !== 'nestedValidation' || nested.has(propertyName)) continue;
        const { classOf, all } = declaredClass(type, propertyName);
        nested.set(propertyName, classOf);
        pending.push(...all);
      }
    }
  }

  /** The class of a nested property, for the plain object that stands there. */
  classOf(type: Class, property: string, value: Readonly<Record<string, unknown>>) {
    return this.#known.get(type)?.get(property)?.(value);
  }

  /**
   * Whether something in an instance is validated asynchronously: by the class, by one inside it, or, since a subclass may
   * add validators, by the class that the instance really is of.
   */
  needsWaiting(instance: object): boolean {
    this.#waits ??= [...this.#known.keys()].some((type) => this.#waitsIn(type));
    if (this.#waits) return true;
    const { constructor: actual } = instance;
    if (typeof actual !== 'function' || this.#known.has(actual as Class)) return false;
    let waits = this.#subclasses.get(actual);
    if (waits === undefined) {
      waits = this.#waitsIn(actual as Class);
      this.#subclasses.set(actual, waits);
    }
    return waits;
  }

  #waitsIn(type: Class): boolean {
    return this.#metadatas(type).some(
      ({ type: kind, constraintCls }) =>
        kind === 'promiseValidation' ||
        (constraintCls !== undefined &&
          this.#storage.getTargetValidatorConstraints(constraintCls).some(({ async }) => async)),
    );
  }

  #metadatas(type: Class) {
    return this.#storage.getTargetValidationMetadatas(type, '', false, false);
  }
}

/**
 * Lays a plain object out as an instance of a class, and the plain objects at its nested properties as instances of
 * theirs. No constructor runs, accessors are left out, and everything else is kept as it is. Iterative; what stands in
 * several places, or in itself, stays so.
 */
export function instanceOf(
  type: Class,
  plain: Readonly<Record<string, unknown>>,
  nested: NestedClasses,
): object {
  const instances = new Map<object, object>();
  const pending: { readonly type: Class; readonly plain: object; readonly instance: object }[] = [];
  const lay = (of: Class, value: object): object => {
    let instance = instances.get(value);
    if (instance === undefined) {
      instance = Object.create(of.prototype as object) as object;
      instances.set(value, instance);
      pending.push({ type: of, plain: value, instance });
    }
    return instance;
  };
  const member = (of: Class, property: string, value: unknown): unknown => {
    if (!isPlainObject(value)) return value;
    const inner = nested.classOf(of, property, value);
    return inner === undefined ? value : lay(inner, value);
  };
  const root = lay(type, plain);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const key of Object.keys(next.plain)) {
      if (UNSAFE.has(key)) continue;
      const value = ownValue(next.plain, key);
      const { type: of, instance } = next;
      Object.defineProperty(instance, key, {
        value: Array.isArray(value)
          ? (value as readonly unknown[]).map((item) => member(of, key, item))
          : member(of, key, value),
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
  }
  return root;
}

function declaredClass(
  type: Class,
  property: string,
): { readonly classOf: ClassOf; readonly all: readonly Class[] } {
  const metadata = transformerTypes()?.findTypeMetadata(type, property);
  const discriminator = metadata?.options?.discriminator;
  if (discriminator !== undefined) {
    const { property: key, subTypes } = discriminator;
    return {
      classOf: (value) => subTypes.find(({ name }) => name === ownValue(value, key))?.value,
      all: subTypes.map(({ value }) => value),
    };
  }
  const declared = metadata?.typeFunction?.() ?? recordedClass(type, property);
  if (typeof declared === 'function') {
    return { classOf: () => declared as Class, all: [declared as Class] };
  }
  throw new SchemaProblem(
    `has a nested property "${property}" whose class is not known`,
    `Say which: @Type(() => ClassOf${property.charAt(0).toUpperCase()}${property.slice(1)}), of class-transformer.`,
  );
}

/** Where class-transformer keeps what `@Type` declares; `undefined` where it is not installed. */
function transformerTypes(): TypeStorage | undefined {
  try {
    const { defaultMetadataStorage } = require('class-transformer/cjs/storage.js') as {
      readonly defaultMetadataStorage: TypeStorage;
    };
    return defaultMetadataStorage;
  } catch {
    return undefined;
  }
}

/** The class that a compiler with `emitDecoratorMetadata` recorded; lists and plain objects say nothing. */
function recordedClass(type: Class, property: string): unknown {
  const { getMetadata } = Reflect as {
    readonly getMetadata?: (key: string, target: unknown, property: string) => unknown;
  };
  const recorded = getMetadata?.('design:type', type.prototype, property);
  return recorded === Array || recorded === Object ? undefined : recorded;
}
