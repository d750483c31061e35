import { inspect, types } from 'node:util';
import { isContainer, isSecretValue } from '@tenon/core';

/** What masks the leaves of data. */
export interface Leaves {
  /** The text without secrets. */
  text(text: string): string;
  /** What stands for a number that is a secret, by its digits; `undefined` where it is none. */
  number(digits: string): string | undefined;
}

/**
 * A value without secrets, at any depth: texts and names of properties, maps, sets, bytes, addresses, own properties of
 * instances, and errors with stack, cause and aggregated errors. Only what leads to a secret is copied, and a value that
 * holds none is answered as it is. Copies of errors are errors of the same prototype; of other instances, plain objects.
 *
 * Calls no code of the value but what says how it shows: an error's `message` and `stack`, an instance's `toJSON`. Proxies
 * and functions are leaves.
 * Iterative, and linear in the objects reached: those that hold a secret are found first, then whatever leads to them.
 */
export function maskedCopy<T>(value: T, leaves: Leaves): T {
  if (typeof value !== 'object' || value === null) return leaf(value, leaves) as T;
  const scan = new Scan(leaves);
  return scan.copyOf(value) as T;
}

/** Instances of classes that are looked into, at most: what hangs on a socket or a client has no end. */
const MOST_INSTANCES = 10_000;

class Scan {
  readonly #leaves: Leaves;
  /** By object that was reached: the objects that hold it. */
  readonly #holders = new Map<object, object[]>();
  /** What stands for each object that holds a secret or leads to one. */
  readonly #copies = new Map<object, unknown>();
  #instances = 0;

  constructor(leaves: Leaves) {
    this.#leaves = leaves;
  }

  copyOf(root: object): unknown {
    if (!this.#isOpen(root)) return root;
    const found = this.#reach(root);
    if (found.length === 0) return root;
    const dirty = this.#leadingTo(found);
    for (const object of dirty) this.#copies.set(object, this.#shell(object));
    for (const object of dirty) this.#fill(object);
    return this.#copies.get(root) ?? root;
  }

  /** Visits everything reachable; answers the objects that hold a secret themselves. */
  #reach(root: object): object[] {
    const found: object[] = [];
    const pending: object[] = [root];
    this.#holders.set(root, []);
    for (let object = pending.pop(); object !== undefined; object = pending.pop()) {
      let isFound = this.#standIn(object) !== undefined;
      for (const part of isFound ? [] : partsOf(object)) {
        if (typeof part !== 'object' || part === null) {
          isFound ||= !Object.is(leaf(part, this.#leaves), part);
          continue;
        }
        const holders = this.#holders.get(part);
        if (holders !== undefined) holders.push(object);
        else if (this.#isOpen(part)) {
          this.#holders.set(part, [object]);
          pending.push(part);
        }
      }
      if (isFound) found.push(object);
    }
    return found;
  }

  #leadingTo(found: readonly object[]): ReadonlySet<object> {
    const dirty = new Set(found);
    // A Set is walked in the order of adding, what is added meanwhile included.
    for (const object of dirty)
      for (const holder of this.#holders.get(object) ?? []) dirty.add(holder);
    return dirty;
  }

  #isOpen(object: object): boolean {
    if (types.isProxy(object) || isSecretValue(object)) return false;
    if (isContainer(object) || isErrorLike(object) || types.isMap(object) || types.isSet(object)) {
      return true;
    }
    this.#instances++;
    return this.#instances <= MOST_INSTANCES;
  }

  /** What an object that holds a secret is replaced by altogether: a text under another form, or what makes its own JSON. */
  #standIn(object: object): unknown {
    const shown = hiddenText(object) ?? ownJson(object);
    const masked = shown === undefined ? undefined : maskedCopy(shown, this.#leaves);
    return masked === shown ? undefined : masked;
  }

  #shell(object: object): unknown {
    const standIn = this.#standIn(object);
    if (standIn !== undefined) return standIn;
    if (Array.isArray(object)) return [];
    if (types.isMap(object)) return new Map();
    if (types.isSet(object)) return new Set();
    if (isErrorLike(object)) return errorShell(object);
    return Object.create(
      Object.getPrototypeOf(object) === null ? null : Object.prototype,
    ) as object;
  }

  #fill(object: object): void {
    const copy = this.#copies.get(object);
    if (typeof copy !== 'object' || copy === null) return;
    if (copy instanceof Map) {
      for (const [key, value] of entriesOf(object as Map<unknown, unknown>)) {
        copy.set(this.#masked(key), this.#masked(value));
      }
    } else if (copy instanceof Set) {
      for (const value of valuesOf(object as Set<unknown>)) copy.add(this.#masked(value));
    } else if (Array.isArray(copy)) copy.length = (object as unknown[]).length;
    for (const key of Reflect.ownKeys(object)) {
      const descriptor = propertyOf(object, key);
      if (descriptor === undefined || !('value' in descriptor)) continue;
      if (key === 'length' && Array.isArray(copy)) continue;
      const name = typeof key === 'string' ? this.#leaves.text(key) : key;
      define(copy, name, this.#masked(descriptor.value), descriptor.enumerable === true);
    }
    if (isErrorLike(object)) {
      for (const [name, text] of Object.entries(errorTexts(object))) {
        define(copy, name, this.#leaves.text(text), false);
      }
    }
    if (Object.isFrozen(object)) Object.freeze(copy);
  }

  #masked(part: unknown): unknown {
    if (typeof part !== 'object' || part === null) return leaf(part, this.#leaves);
    return this.#copies.has(part) ? this.#copies.get(part) : part;
  }
}

/** Names, values and hidden texts of an object. */
function partsOf(object: object): readonly unknown[] {
  if (isBytes(object)) return [];
  const parts: unknown[] = [];
  try {
    if (types.isMap(object)) for (const entry of entriesOf(object)) parts.push(...entry);
    if (types.isSet(object)) for (const value of valuesOf(object)) parts.push(value);
    if (isErrorLike(object)) parts.push(...Object.values(errorTexts(object)));
    const areNames = !Array.isArray(object);
    for (const key of Reflect.ownKeys(object)) {
      if (areNames && typeof key === 'string') parts.push(key);
      parts.push(propertyOf(object, key)?.value);
    }
  } catch {
    // What cannot be looked into shows nothing either.
  }
  return parts;
}

/** Even asking for a property may fail: an error's stack is put together when somebody asks, and runs its `name`. */
function propertyOf(object: object, key: PropertyKey): PropertyDescriptor | undefined {
  try {
    return Object.getOwnPropertyDescriptor(object, key);
  } catch {
    return undefined;
  }
}

function leaf(value: unknown, leaves: Leaves): unknown {
  if (typeof value === 'string') return leaves.text(value);
  if (typeof value !== 'number' && typeof value !== 'bigint') return value;
  return leaves.number(String(value)) ?? value;
}

/** The text that an object stands for, where it holds one in another way than by properties. */
function hiddenText(object: object): string | undefined {
  try {
    if (isBytes(object)) return bytesOf(object).toString();
    if (types.isStringObject(object)) return String.prototype.valueOf.call(object);
    if (isA(object, URL)) return (object as URL).href;
    if (isA(object, URLSearchParams)) return (object as URLSearchParams).toString();
  } catch {
    // Longer than a text can be, or of another make than it looks.
  }
  return undefined;
}

/** The JSON that an instance makes of itself: it may be of what is private. */
function ownJson(object: object): unknown {
  if (isContainer(object) || isErrorLike(object) || types.isDate(object)) return undefined;
  try {
    if (typeof Reflect.get(object, 'toJSON') !== 'function') return undefined;
    return JSON.parse(JSON.stringify(object)) as unknown;
  } catch {
    return undefined;
  }
}

function isBytes(object: object): object is ArrayBufferView | ArrayBufferLike {
  return ArrayBuffer.isView(object) || types.isAnyArrayBuffer(object);
}

function bytesOf(object: ArrayBufferView | ArrayBufferLike): Buffer {
  return ArrayBuffer.isView(object)
    ? Buffer.from(object.buffer, object.byteOffset, object.byteLength)
    : Buffer.from(object);
}

function isErrorLike(object: object): boolean {
  return types.isNativeError(object) || isA(object, DOMException);
}

/** By the direct prototype: looking further up could run a proxy's code. */
function isA(object: object, { prototype }: { readonly prototype: object }): boolean {
  return Object.getPrototypeOf(object) === prototype;
}

/** What an error says, also where it says so by an accessor: that is what shows when it is printed. */
function errorTexts(error: object): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const name of ['message', 'stack']) {
    try {
      const text: unknown = Reflect.get(error, name);
      if (typeof text === 'string') texts[name] = text;
    } catch {
      // What cannot be read cannot be shown either.
    }
  }
  return texts;
}

/** An error to be filled. Its prototype is the original's, unless that would print or serialise what the copy does not have. */
function errorShell(error: object): Error {
  const shell = new Error();
  const prototype = Object.getPrototypeOf(error) as object | null;
  const speaksForItself =
    prototype === null ||
    isA(error, DOMException) ||
    inspect.custom in prototype ||
    'toJSON' in prototype;
  if (!speaksForItself) Object.setPrototypeOf(shell, prototype);
  else define(shell, 'name', nameOf(error), false);
  return shell;
}

function nameOf(error: object): string {
  try {
    return String(Reflect.get(error, 'name'));
  } catch {
    return 'Error';
  }
}

function entriesOf(map: Map<unknown, unknown>): Iterable<[unknown, unknown]> {
  return Map.prototype.entries.call(map) as Iterable<[unknown, unknown]>;
}

function valuesOf(set: Set<unknown>): Iterable<unknown> {
  return Set.prototype.values.call(set) as Iterable<unknown>;
}

function define(object: object, key: PropertyKey, value: unknown, enumerable: boolean): void {
  Object.defineProperty(object, key, { value, enumerable, writable: true, configurable: true });
}
