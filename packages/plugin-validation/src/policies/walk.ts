import * as types from 'node:util/types';
import { isSecretValue } from '@tenon/core';
import { type Members, membersOf } from './members.js';
import { Place } from './place.js';

/** What a member that cannot be looked into holds, as far as a policy can tell. */
export const UNREADABLE = Symbol('unreadable');

/** An object that is being walked. */
interface Level {
  readonly place: Place;
  /** The nearest name around its members. */
  readonly name: string | undefined;
  readonly object: object;
  /** Made when the first one is asked for: that may throw as well. */
  members?: Members;
}

/**
 * Goes through everything that a value holds, in document order, the value itself first: own data properties, items of
 * lists, maps (keys that are texts are names) and sets. Each object is entered once. No accessor is called; proxies answer
 * by their own traps. Functions, bytes and secrets are leaves, and so is an error's stack, which repeats its message.
 *
 * A cursor, so that members cost nothing but to be looked at: `next()` goes on to a member, and the fields are about that
 * one. Iterative, and lazy: nothing in objects behind it has been looked at.
 */
export class Walk {
  /** What the member holds: text objects and addresses as their text, {@link UNREADABLE} what throws. */
  value: unknown;
  /** The nearest name: its own, or that of the list, map or set that it is an item of. */
  name: string | undefined;
  /** Whether the name is its own. */
  isNamed = false;
  /** What it is called by a neighbour, as `value` is in `{ name: 'PASSWORD', value: '…' }`. */
  label: string | undefined;

  readonly #seen = new Set<object>();
  readonly #levels: Level[] = [];
  #part: string | number = '';
  #place: Place | undefined;
  #isBegun = false;

  constructor(value: unknown) {
    this.value = plain(value);
  }

  /** Where the member stands. */
  get place(): Place {
    this.#place ??= new Place(this.#part, this.#levels.at(-1)?.place);
    return this.#place;
  }

  /** Goes on to the next member; false behind the last. */
  next(): boolean {
    if (!this.#isBegun) {
      this.#isBegun = true;
      return true;
    }
    this.#enter(this.value);
    for (let level = this.#levels.at(-1); level !== undefined; level = this.#levels.at(-1)) {
      if (this.#goOn(level)) return true;
      this.#levels.pop();
    }
    return false;
  }

  #enter(value: unknown): void {
    if (!isOpen(value) || this.#seen.has(value)) return;
    this.#seen.add(value);
    this.#levels.push({ place: this.place, name: this.name, object: value });
  }

  #goOn(level: Level): boolean {
    try {
      level.members ??= membersOf(level.object);
      if (!level.members.advance()) return false;
      const { value, part, name, label } = level.members;
      this.#set(plain(value), name ?? level.name, name !== undefined, label);
      this.#part = part;
      this.#place = undefined;
    } catch {
      this.#levels.pop(); // a revoked proxy, or one that throws
      this.#set(UNREADABLE, level.name, false, undefined);
      this.#place = level.place;
    }
    return true;
  }

  #set(
    value: unknown,
    name: string | undefined,
    isNamed: boolean,
    label: string | undefined,
  ): void {
    this.value = value;
    this.name = name;
    this.isNamed = isNamed;
    this.label = label;
  }
}

function isOpen(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    !isSecretValue(value) &&
    !ArrayBuffer.isView(value) &&
    !types.isAnyArrayBuffer(value)
  );
}

/** Text objects hide their text from whoever looks at properties, and addresses theirs. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return value;
  if (types.isStringObject(value)) return String.prototype.valueOf.call(value);
  try {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === URL.prototype) return Reflect.get(URL.prototype, 'href', value);
    if (prototype === URLSearchParams.prototype) {
      return URLSearchParams.prototype.toString.call(value);
    }
  } catch {
    // Has the prototype, and is none.
  }
  return value;
}
