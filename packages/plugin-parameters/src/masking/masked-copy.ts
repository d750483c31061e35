import * as types from 'node:util/types';
import { isContainer, isSecretValue } from '@tenon/core';
import { errorShell, errorTexts, isErrorLike, isOwnWay } from './error-copy.js';
import { inspect } from './inspect.js';
import { isSealed, wordsOf } from './own-words.js';

/** What masks the leaves of data. */
export interface Leaves {
  /** The text without secrets. */
  text(text: string): string;
  /** What stands for a number that is a secret; `undefined` where it is none. */
  number(value: number | bigint): string | undefined;
}

/**
 * A value without secrets, at any depth: texts and names of properties, maps, sets, bytes, addresses, own properties of
 * instances and functions, what objects say of themselves, and errors with stack, cause and aggregated errors. Only what
 * leads to a secret is copied, and a value that holds none is answered as it is. Copies of errors are errors of the same
 * prototype; of instances and functions, plain objects; of what says its secret itself, the masked text or JSON.
 *
 * Calls no code of the value but what says how it shows: an error's `message` and `stack`, `toJSON`, a way of its own to
 * be inspected. No accessor is called: what it would answer is not known.
 * Iterative, and linear in the objects reached: those that hold a secret are found first, then whatever leads to them.
 */
export function maskedCopy<T>(value: T, leaves: Leaves): T {
  if (!isObject(value)) return leaf(value, leaves) as T;
  if (isFlatAndClean(value, leaves)) return value;
  const scan = new Scan(leaves);
  return scan.copyOf(value) as T;
}

/** Whether an object is plain, and holds texts, numbers and the like without secrets: what nodes return most of the time. */
function isFlatAndClean(object: object, leaves: Leaves): boolean {
  if (types.isProxy(object) || Object.getPrototypeOf(object) !== Object.prototype) return false;
  // Names and symbols apart cost half of `Reflect.ownKeys`.
  if (Object.getOwnPropertySymbols(object).length > 0) return false;
  for (const key of Object.getOwnPropertyNames(object)) {
    if (leaves.text(key) !== key || getterOf.call(object, key) !== undefined) return false;
    const value = (object as Readonly<Record<string, unknown>>)[key];
    if (isObject(value) || !Object.is(leaf(value, leaves), value)) return false;
  }
  // Of its own it has no functions.
  return !('toJSON' in Object.prototype) && !(inspect.custom in Object.prototype);
}

/** Tells an accessor from a value without a descriptor, which is an object of a hundred bytes for each property. */
const getterOf = Reflect.get(Object.prototype, '__lookupGetter__') as (key: string) => unknown;

/**
 * Instances of classes, and functions, that are looked into at most: what hangs on a socket or a client may be all of a
 * process, and so many take some tenths of a second. The others show nothing.
 */
const MOST_INSTANCES = 100_000;
const NOT_SEARCHED = '[not searched for secrets]';

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
    if (isSecretValue(root)) return root;
    const found = this.#reach(root);
    if (found.length === 0) return root;
    const shells = new Map<object, object>();
    for (const object of this.#leadingTo(found)) {
      const standIn = this.#standIn(object);
      if (standIn === undefined) shells.set(object, shellOf(object));
      this.#copies.set(object, standIn ?? shells.get(object));
    }
    for (const [object, shell] of shells) this.#fill(shell, object);
    return this.#copies.get(root);
  }

  /** Visits everything reachable; answers the objects that hold a secret themselves. */
  #reach(root: object): object[] {
    const found: object[] = [];
    const pending: object[] = [root];
    this.#holders.set(root, []);
    for (let object = pending.pop(); object !== undefined; object = pending.pop()) {
      let isFound = this.#standIn(object) !== undefined;
      // What is replaced altogether leads nowhere.
      for (const part of isFound ? [] : partsOf(object)) {
        if (!isObject(part)) {
          isFound ||= !Object.is(leaf(part, this.#leaves), part);
          continue;
        }
        if (isSecretValue(part)) continue;
        const holders = this.#holders.get(part);
        if (holders !== undefined) holders.push(object);
        else if (this.#isAdmitted(part)) {
          this.#holders.set(part, [object]);
          pending.push(part);
        } else {
          this.#copies.set(part, NOT_SEARCHED);
          isFound = true;
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

  #isAdmitted(object: object): boolean {
    if (isSealed(object) || isContainer(object) || types.isDate(object)) return true;
    if (types.isMap(object) || types.isSet(object) || isErrorLike(object)) return true;
    return ++this.#instances <= MOST_INSTANCES;
  }

  /** What an object that says a secret of itself is replaced by altogether; `undefined` where it says none. */
  #standIn(object: object): unknown {
    if (isErrorLike(object)) return undefined; // what an error says is a part of it
    for (const words of wordsOf(object)) {
      const masked = maskedCopy(words, this.#leaves);
      if (masked !== words) return masked;
    }
    return undefined;
  }

  #fill(copy: object, object: object): void {
    const isError = isErrorLike(object);
    if (copy instanceof Map) {
      for (const [key, value] of entriesOf(object as Map<unknown, unknown>)) {
        copy.set(this.#masked(key), this.#masked(value));
      }
    } else if (copy instanceof Set) {
      for (const value of valuesOf(object as Set<unknown>)) copy.add(this.#masked(value));
    } else if (Array.isArray(copy)) copy.length = (object as unknown[]).length;
    for (const key of namesOf(object)) {
      const descriptor = propertyOf(object, key);
      if (descriptor === undefined || !('value' in descriptor)) continue;
      if (key === 'length' && Array.isArray(copy)) continue;
      if (isError && isOwnWay(key)) continue;
      const name = typeof key === 'string' ? this.#leaves.text(key) : key;
      define(copy, name, this.#masked(descriptor.value), descriptor.enumerable === true);
    }
    if (isError) {
      for (const [name, text] of Object.entries(errorTexts(object))) {
        define(copy, name, this.#leaves.text(text), false);
      }
    }
    if (Object.isFrozen(object)) Object.freeze(copy);
  }

  #masked(part: unknown): unknown {
    if (!isObject(part)) return leaf(part, this.#leaves);
    return this.#copies.has(part) ? this.#copies.get(part) : part;
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** An empty object of the kind that an object is copied to. */
function shellOf(object: object): object {
  if (isErrorLike(object)) return errorShell(object);
  if (Array.isArray(object)) return [];
  if (types.isMap(object)) return new Map();
  if (types.isSet(object)) return new Set();
  return Object.create(Object.getPrototypeOf(object) === null ? null : Object.prototype) as object;
}

/** Names, values and hidden texts of an object. */
function partsOf(object: object): readonly unknown[] {
  if (isSealed(object)) return [];
  const parts: unknown[] = [];
  try {
    if (types.isMap(object)) for (const entry of entriesOf(object)) parts.push(...entry);
    if (types.isSet(object)) for (const value of valuesOf(object)) parts.push(value);
    if (isErrorLike(object)) parts.push(...Object.values(errorTexts(object)), ...wordsOf(object));
    const areNames = !Array.isArray(object);
    for (const key of namesOf(object)) {
      if (areNames && typeof key === 'string') parts.push(key);
      parts.push(propertyOf(object, key)?.value);
    }
  } catch {
    // What cannot be looked into shows nothing either.
  }
  return parts;
}

/** The properties that show: all there are, but those that every function has. */
function namesOf(object: object): readonly PropertyKey[] {
  return typeof object === 'function' ? Object.keys(object) : Reflect.ownKeys(object);
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
  return leaves.number(value) ?? value;
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
