import * as types from 'node:util/types';

/**
 * What an object holds, one member after the other: `advance()` goes on to the next and answers whether there is one, and
 * the fields are about that one. May throw where the object does, as a proxy can.
 */
export interface Members {
  readonly value: unknown;
  /** What leads to it in a path. */
  readonly part: string | number;
  /** Its own name, which is a text like any other; `undefined` for items. */
  readonly name: string | undefined;
  /** What a neighbour calls it. */
  readonly label: string | undefined;
  advance(): boolean;
}

/** The members of any object. Reads the names of its properties, and nothing else of it yet. */
export function membersOf(object: object): Members {
  if (Array.isArray(object)) return new Items(object);
  if (types.isMap(object)) return new Entries(object);
  if (types.isSet(object)) return new Elements(object);
  return new Properties(object);
}

/** Own data properties. An error's stack repeats its message, and asking for it may run code. */
class Properties implements Members {
  value: unknown;
  part: string | number = '';
  name: string | undefined;
  label: string | undefined;
  readonly #object: object;
  readonly #names: readonly PropertyKey[];
  #next = 0;

  constructor(object: object, names: readonly PropertyKey[] = Reflect.ownKeys(object)) {
    this.#object = object;
    this.#names = names;
  }

  advance(): boolean {
    for (;;) {
      const key = this.#names[this.#next++];
      if (key === undefined) return false;
      if (key === 'stack' && types.isNativeError(this.#object)) continue;
      const property = Object.getOwnPropertyDescriptor(this.#object, key);
      if (property === undefined || !('value' in property)) continue;
      this.value = property.value;
      this.part = typeof key === 'symbol' ? String(key) : key;
      this.name = typeof key === 'string' ? key : undefined;
      this.label = key === 'value' ? labelIn(this.#object) : undefined;
      return true;
    }
  }
}

/** What an object that is a pair calls its value: a variable of an environment, a header, a field of a form. */
function labelIn(object: object): string | undefined {
  for (const key of ['name', 'key']) {
    const label: unknown = Object.getOwnPropertyDescriptor(object, key)?.value;
    if (typeof label === 'string') return label;
  }
  return undefined;
}

/** Holes and accessors among items count as `undefined`. What a list has by name comes behind its items. */
class Items implements Members {
  value: unknown;
  part: string | number = '';
  name: string | undefined;
  label: string | undefined;
  readonly #list: readonly unknown[];
  readonly #length: number;
  #next = 0;
  #named: Properties | undefined;

  constructor(list: readonly unknown[]) {
    this.#list = list;
    this.#length = Number(Object.getOwnPropertyDescriptor(list, 'length')?.value);
  }

  advance(): boolean {
    if (this.#next < this.#length) {
      this.part = this.#next++;
      this.value = Object.getOwnPropertyDescriptor(this.#list, this.part)?.value;
      return true;
    }
    this.#named ??= new Properties(this.#list, namesBeside(this.#list));
    if (!this.#named.advance()) return false;
    ({ value: this.value, part: this.part, name: this.name } = this.#named);
    return true;
  }
}

/** What a list has by name: items come first among its keys, `length` behind them, and then all others. */
function namesBeside(list: readonly unknown[]): readonly PropertyKey[] {
  const keys = Reflect.ownKeys(list);
  return keys.slice(keys.indexOf('length') + 1);
}

/** Keys that are texts are names; keys that are objects are members as well, under the number of their entry. */
class Entries implements Members {
  value: unknown;
  part: string | number = '';
  name: string | undefined;
  readonly label = undefined;
  readonly #entries: Iterator<[unknown, unknown]>;
  #count = 0;
  /** The value whose key was the member before. */
  #pending: [unknown] | undefined;

  constructor(map: object) {
    this.#entries = Map.prototype.entries.call(map) as Iterator<[unknown, unknown]>;
  }

  advance(): boolean {
    if (this.#pending !== undefined) {
      [this.value] = this.#pending;
      this.#pending = undefined;
      return true;
    }
    const next = this.#entries.next();
    if (next.done === true) return false;
    const [key, value] = next.value;
    const isName = typeof key === 'string';
    this.name = isName ? key : undefined;
    this.part = isName || typeof key === 'number' ? key : this.#count;
    this.#count++;
    this.value = isName ? value : key;
    if (!isName) this.#pending = [value];
    return true;
  }
}

class Elements implements Members {
  value: unknown;
  part = -1;
  readonly name = undefined;
  readonly label = undefined;
  readonly #elements: Iterator<unknown>;

  constructor(set: object) {
    this.#elements = Set.prototype.values.call(set) as Iterator<unknown>;
  }

  advance(): boolean {
    const next = this.#elements.next();
    if (next.done === true) return false;
    this.part++;
    this.value = next.value;
    return true;
  }
}
