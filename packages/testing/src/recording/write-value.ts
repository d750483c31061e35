import { describeValue, isContainer, isSecretValue, ownValue, RuntimeError } from '@tenon/core';
import type { Written } from './written.js';

/** How deep data may be. Deeper data is described: JSON itself comes to its end at some thousands. */
export const DEEPEST = 100;
/** How many values one written value may have in it; shared data counts each time. */
const MOST_VALUES = 100_000;

/** The member that tells what an object stands for. */
export const KIND = '$';

/** Writes a value as a recording has it. Total; calls no code of the value but that of proxies. */
export function writeValue(value: unknown): Written {
  return new Writer().write(value, 0);
}

class Writer {
  #count = 0;

  write(value: unknown, depth: number): Written {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        return isJsonNumber(value) ? value : { [KIND]: 'number', value: textOf(value) };
      case 'undefined':
        return { [KIND]: 'undefined' };
      case 'bigint':
        return { [KIND]: 'bigint', value: String(value) };
      case 'object':
        return value === null ? null : this.#object(value, depth);
      default:
        return described(value);
    }
  }

  /** Recursive within a depth that is limited. */
  #object(value: object, depth: number): Written {
    if (depth >= DEEPEST || this.#count > MOST_VALUES) return described(value);
    try {
      if (isSecretValue(value)) return { [KIND]: 'secret', value: String(value) };
      return this.#special(value, depth) ?? this.#container(value, depth) ?? described(value);
    } catch {
      return described(value); // a revoked proxy, one that throws, or too many values
    }
  }

  #container(value: object, depth: number): Written | undefined {
    if (Array.isArray(value)) {
      this.#spend(value.length);
      return Array.from({ length: value.length }, (_, i) =>
        this.write(ownValue(value, i), depth + 1),
      );
    }
    if (!isContainer(value)) return undefined;
    const entries: [string, Written][] = [];
    const keys = Reflect.ownKeys(value);
    this.#spend(keys.length);
    for (const key of keys) {
      const descriptor = Object.getOwnPropertyDescriptor(value, key);
      if (descriptor?.enumerable !== true) continue;
      if (typeof key === 'symbol' || !('value' in descriptor)) return undefined;
      entries.push([key, this.write(descriptor.value, depth + 1)]);
    }
    const written = Object.fromEntries(entries);
    return Object.hasOwn(value, KIND) ? { [KIND]: 'object', value: written } : written;
  }

  #special(value: object, depth: number): Written | undefined {
    const inner = (item: unknown) => this.write(item, depth + 1);
    if (value instanceof Date) return { [KIND]: 'date', value: inner(value.getTime()) };
    if (value instanceof Error) return this.#error(value, inner);
    if (isBytes(value)) return { [KIND]: 'bytes', value: Buffer.from(value).toString('base64') };
    if (isOf(value, Map)) {
      this.#spend(2 * value.size);
      return {
        [KIND]: 'map',
        value: Array.from(value, ([key, item]) => [inner(key), inner(item)]),
      };
    }
    if (isOf(value, Set)) {
      this.#spend(value.size);
      return { [KIND]: 'set', value: Array.from(value, inner) };
    }
    return undefined;
  }

  /** Counts values before they are written. */
  #spend(values: number): void {
    this.#count += values;
    if (this.#count > MOST_VALUES) throw new RangeError('It holds too many values.');
  }

  #error(error: Error, inner: (value: unknown) => Written): Written {
    const { where, hint } = RuntimeError.is(error) ? error : { where: undefined, hint: undefined };
    const code = ownValue(error, 'code');
    this.#spend(error instanceof AggregateError ? 1 + error.errors.length : 1);
    return {
      [KIND]: 'error',
      name: textOf(error.name),
      message: textOf(error.message),
      ...(Object.hasOwn(error, 'cause') && { cause: inner(ownValue(error, 'cause')) }),
      ...((typeof code === 'string' || typeof code === 'number') && { code }),
      ...(where !== undefined && { where: inner({ ...where }), hint: inner(hint) }),
      ...(error instanceof AggregateError && { errors: error.errors.map(inner) }),
    };
  }
}

function described(value: unknown): Written {
  return { [KIND]: 'opaque', value: describeValue(value) };
}

function isJsonNumber(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0);
}

function textOf(value: unknown): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Itself, and no class made from it, whose members would be lost. */
function isOf<C extends typeof Map | typeof Set>(value: object, type: C): value is InstanceType<C> {
  return Object.getPrototypeOf(value) === type.prototype;
}

function isBytes(value: object): value is Uint8Array {
  return Buffer.isBuffer(value) || Object.getPrototypeOf(value) === Uint8Array.prototype;
}
