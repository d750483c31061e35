import * as types from 'node:util/types';
import { quoteList } from '../errors/near-names.js';

const LONGEST = 80;
const MOST_MEMBERS = 4;
const LONGEST_NAME = 40;
const DEEPEST = 2;
/** Texts of errors are kept whole up to this length. */
const LONGEST_MESSAGE = 8192;

/**
 * Renders any value briefly for a message: `"text"`, `{ id: 7, lines: [3 items] }`, `Map (2 entries)`. Total: answers a
 * line of at most 80 characters whatever the value is, and runs none of the value's code: no getter, `toString`,
 * `toJSON`, `inspect` or proxy trap. Reads at most a few members.
 */
export function describeValue(value: unknown): string {
  try {
    return shorten(rendered(value, 0), LONGEST);
  } catch {
    return 'a value that cannot be shown'; // an exotic object of the platform, or no stack left
  }
}

/**
 * Renders what a value is, and not what it holds: `an object with "url" and "token"`, `a VaultSecrets`, `a string`. For
 * values that may hold secrets. Total, like {@link describeValue}, and as silent.
 */
export function describeShape(value: unknown): string {
  try {
    if (value === null || value === undefined) return String(value);
    if (typeof value === 'function' || types.isProxy(value)) return describeValue(value);
    if (typeof value !== 'object') return `a ${typeof value}`;
    if (Array.isArray(value)) return 'a list';
    const name = className(value);
    const what = name === 'Object' ? 'an object' : `an instance of ${name}`;
    const keys = Object.keys(value).map((key) => shorten(key, LONGEST_NAME));
    return keys.length === 0 ? what : `${what} with ${quoteList(keys, 'and', MOST_MEMBERS)}`;
  } catch {
    return 'a value that cannot be shown';
  }
}

/**
 * The text of whatever was thrown: an error's message, a thrown string itself, a brief rendering of anything else. Total,
 * and runs no code of the value: only an error's own data property `message` counts, of any realm and frozen or not.
 */
export function messageOf(thrown: unknown): string {
  if (typeof thrown === 'string') return shorten(thrown, LONGEST_MESSAGE);
  if (!isError(thrown)) return describeValue(thrown);
  const message = errorMessage(thrown);
  return message === '' ? describeValue(thrown) : shorten(message, LONGEST_MESSAGE);
}

function rendered(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(shorten(value, LONGEST));
    case 'bigint':
      return `${bigintText(value)}n`;
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'symbol':
      return String(value);
    case 'function':
      return types.isProxy(value) ? 'a proxy' : functionText(value);
    case 'object':
      return value === null ? 'null' : objectText(value, depth);
    default:
      return String(value);
  }
}

function objectText(value: object, depth: number): string {
  if (types.isProxy(value)) return 'a proxy';
  if (Array.isArray(value)) return arrayText(value, depth);
  if (isError(value)) {
    const message = errorMessage(value);
    return message === '' ? className(value) : `${className(value)}: ${message}`;
  }
  if (types.isTypedArray(value))
    return counted(className(value), sizeOf(TYPED_ARRAY, 'length', value), 'item');
  if (types.isMap(value))
    return counted('Map', sizeOf(Map.prototype, 'size', value), 'entry', 'entries');
  if (types.isSet(value)) return counted('Set', sizeOf(Set.prototype, 'size', value), 'item');
  if (types.isDate(value)) return dateText(value);
  if (types.isModuleNamespaceObject(value)) return 'a module';
  const name = className(value);
  const keys = Object.keys(value);
  const label = name === 'Object' ? '' : `${name} `;
  if (keys.length === 0) return `${label}{}`;
  if (depth >= DEEPEST) return `${label}{…}`;
  const shown = keys
    .slice(0, MOST_MEMBERS)
    .map((key) => `${keyText(key)}: ${memberText(value, key, depth)}`);
  if (keys.length > MOST_MEMBERS) shown.push('…');
  return `${label}{ ${shown.join(', ')} }`;
}

function arrayText(value: readonly unknown[], depth: number): string {
  const { length } = value;
  if (length === 0) return '[]';
  if (length > MOST_MEMBERS || depth >= DEEPEST)
    return `[${length} ${length === 1 ? 'item' : 'items'}]`;
  const shown = Array.from({ length }, (_, index) => memberText(value, String(index), depth));
  return `[${shown.join(', ')}]`;
}

function memberText(owner: object, key: string, depth: number): string {
  const descriptor = Object.getOwnPropertyDescriptor(owner, key);
  if (descriptor === undefined) return 'nothing';
  return 'value' in descriptor ? rendered(descriptor.value, depth + 1) : 'an accessor';
}

function keyText(key: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]{0,40}$/u.test(key)
    ? key
    : JSON.stringify(shorten(key, LONGEST_NAME));
}

function functionText(value: object): string {
  const name = ownText(value, 'name');
  return name === undefined || name === '' ? 'a function' : `function ${name}`;
}

function dateText(value: Date): string {
  const time = Date.prototype.getTime.call(value);
  return Number.isNaN(time) ? 'an invalid Date' : `Date ${new Date(time).toISOString()}`;
}

/** Converting a huge integer to decimal takes quadratic time, so it is cut to 64 bits first. */
function bigintText(value: bigint): string {
  const low = BigInt.asIntN(64, value);
  return low === value ? String(low) : `${value < 0n ? '-' : ''}…`;
}

function counted(name: string, count: number, one: string, many = `${one}s`): string {
  return `${name} (${count} ${count === 1 ? one : many})`;
}

/** The name of a value's class, by data properties of its prototype alone. */
function className(value: object): string {
  let prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return 'Object';
  for (let depth = 0; depth < 16; depth++) {
    if (typeof prototype !== 'object' || prototype === null || types.isProxy(prototype)) break;
    const constructor: unknown = ownData(prototype, 'constructor');
    if (typeof constructor === 'function' && !types.isProxy(constructor)) {
      const name = ownText(constructor, 'name');
      if (name !== undefined && name !== '') return shorten(name, LONGEST_NAME);
    }
    prototype = Object.getPrototypeOf(prototype);
  }
  return 'Object';
}

function isError(value: unknown): value is object {
  return types.isNativeError(value) || isDomException(value);
}

function errorMessage(error: object): string {
  if (isDomException(error)) return String(platformValue(DOMException.prototype, 'message', error));
  return ownText(error, 'message') ?? '';
}

/** A `DOMException` keeps its message behind a getter of the platform's own, which is safe to call. */
function isDomException(value: unknown): value is DOMException {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return false;
  if (Object.getPrototypeOf(value) !== DOMException.prototype) return false;
  try {
    return typeof platformValue(DOMException.prototype, 'message', value) === 'string';
  } catch {
    return false; // has the prototype, and is none
  }
}

function ownData(owner: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(owner, key)?.value;
}

function ownText(owner: object, key: string): string | undefined {
  const value = ownData(owner, key);
  return typeof value === 'string' ? value : undefined;
}

function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  // Half of a surrogate pair must not be left at the end.
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

const TYPED_ARRAY = Object.getPrototypeOf(Uint8Array.prototype) as object;

function sizeOf(prototype: object, key: string, value: object): number {
  return Number(platformValue(prototype, key, value));
}

/** Reads a value through the platform's own getter: the value may define a member of that name, which would hide it. */
function platformValue(prototype: object, key: string, value: object): unknown {
  return Reflect.get(prototype, key, value);
}
