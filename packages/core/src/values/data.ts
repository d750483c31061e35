/** Whether a value is an object without a class: its prototype is `Object.prototype` (of any realm) or absent. Total. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  try {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) return true;
    // Another realm's Object.prototype: the only prototype that ends its chain and owns `hasOwnProperty`.
    return (
      typeof prototype === 'object' &&
      Object.getPrototypeOf(prototype) === null &&
      Object.hasOwn(prototype, 'hasOwnProperty')
    );
  } catch {
    return false; // a revoked proxy, or one that throws
  }
}

/**
 * Whether a value is plain data with members: a plain object or an array. Everything else is a leaf to the core, also a
 * Standard Schema: some libraries make them as plain objects, whose accessors a copy would lose. Total.
 */
export function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  try {
    return Array.isArray(value) || (isPlainObject(value) && !('~standard' in value));
  } catch {
    return false; // a revoked proxy
  }
}

/** An own data property's value; `undefined` for accessors and for what is inherited. Calls no user code but proxies'. */
export function ownValue(object: object, key: PropertyKey): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value;
}

/**
 * A deep copy of plain objects and arrays. Everything else (class instances, functions, typed arrays, streams) is kept
 * by reference, accessors are left out, and sharing and cycles within the value are preserved. Iterative: depth is
 * bounded by memory only.
 */
export function copyData<T>(value: T): T {
  if (!isContainer(value)) return value;
  const copies = new Map<object, object>();
  const root = emptyLike(value);
  copies.set(value, root);
  const pending: object[] = [value];
  for (let source = pending.pop(); source !== undefined; source = pending.pop()) {
    const copy = copies.get(source) as object;
    for (const key of Reflect.ownKeys(source)) {
      const descriptor = Object.getOwnPropertyDescriptor(source, key);
      if (descriptor === undefined || !('value' in descriptor)) continue;
      let member: unknown = descriptor.value;
      if (isContainer(member)) {
        let known = copies.get(member);
        if (known === undefined) {
          known = emptyLike(member);
          copies.set(member, known);
          pending.push(member);
        }
        member = known;
      }
      if (descriptor.enumerable === true && !(key in copy)) {
        (copy as Record<PropertyKey, unknown>)[key] = member;
        continue;
      }
      Object.defineProperty(copy, key, {
        value: member,
        writable: true,
        enumerable: descriptor.enumerable ?? true,
        configurable: !(Array.isArray(copy) && key === 'length'),
      });
    }
  }
  return root as T;
}

function emptyLike(value: object): object {
  if (Array.isArray(value)) return [];
  return Object.create(Object.getPrototypeOf(value) === null ? null : Object.prototype) as object;
}

/**
 * Freezes plain objects and arrays all the way down and answers the same value. Leaves everything else alone, and what
 * `except` holds. Iterative.
 */
export function freezeData<T>(value: T, except?: WeakSet<object>): T {
  if (!isContainer(value)) return value;
  const seen = new Set<object>();
  const pending: object[] = [value];
  for (let object = pending.pop(); object !== undefined; object = pending.pop()) {
    if (seen.has(object) || except?.has(object)) continue;
    seen.add(object);
    Object.freeze(object);
    for (const key of Reflect.ownKeys(object)) {
      const member = ownValue(object, key);
      if (isContainer(member)) pending.push(member);
    }
  }
  return value;
}

/** Adds every plain object and array reachable from a value to a set: what belongs to a caller. Iterative. */
export function collectContainers(value: unknown, into: WeakSet<object>): void {
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const object = pending.pop();
    if (!isContainer(object) || into.has(object)) continue;
    into.add(object);
    for (const key of Reflect.ownKeys(object)) pending.push(ownValue(object, key));
  }
}
