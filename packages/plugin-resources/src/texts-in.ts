import * as types from 'node:util/types';

/** So many objects are looked at: an error that holds a client holds whatever that holds. */
const MOST_OBJECTS = 10_000;

/**
 * The texts that somebody may read in a value: it and its members at any depth, hidden ones too, what its accessors and
 * ways of its own to print or serialise it answer, and for members with a name `name=text`. Iterative, and each object once.
 * Throws what looking at an object throws, and a RangeError where there are too many.
 */
export function* textsIn(value: unknown): Generator<string> {
  const known = new Set<object>();
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (!isObject(next)) {
      yield shown(next);
      continue;
    }
    if (known.has(next)) continue;
    if (known.size >= MOST_OBJECTS) throw new RangeError('There is too much to look at.');
    known.add(next);
    if (ArrayBuffer.isView(next)) {
      yield Buffer.from(next.buffer, next.byteOffset, next.byteLength).toString();
      continue;
    }
    for (const [name, member] of membersOf(next)) {
      if (isObject(member)) pending.push(name, member);
      else yield `${shown(name)}=${shown(member)}`;
    }
  }
}

/** Members by name, or by whatever they are found by in a map. */
function* membersOf(object: object): Generator<readonly [name: unknown, member: unknown]> {
  for (const key of Reflect.ownKeys(object)) yield [key, read(object, key)];
  if (types.isMap(object)) yield* Map.prototype.entries.call(object);
  if (types.isSet(object)) for (const item of Set.prototype.values.call(object)) yield ['', item];
  // Those of a class are not its own.
  for (const key of ['message', 'name', 'stack', 'code', 'cause']) yield [key, read(object, key)];
  yield ['', printed(object, 'toString')];
  yield ['', printed(object, 'toJSON')];
}

function read(object: object, key: PropertyKey): unknown {
  return Reflect.get(object, key) as unknown;
}

/** What an object says of itself, where it does so in a way of its own. */
function printed(object: object, way: 'toString' | 'toJSON'): unknown {
  const method = read(object, way);
  const isCommon = method === Object.prototype.toString || method === Array.prototype.toString;
  if (typeof method !== 'function' || isCommon || typeof object === 'function') return undefined;
  return Reflect.apply(method, object, []) as unknown;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function shown(value: unknown): string {
  return typeof value === 'symbol' ? (value.description ?? '') : String(value);
}
