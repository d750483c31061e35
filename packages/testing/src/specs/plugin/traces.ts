import { expectSame, fail } from '../expectations.js';

/** The objects that everything in a process shares. */
const SHARED = [
  Object,
  Function,
  Array,
  Promise,
  Map,
  Set,
  WeakMap,
  String,
  Number,
  Error,
  RegExp,
  Date,
  Symbol,
  AbortSignal,
  EventTarget,
].map((made) => made.prototype as object);

/** What code may have left in a process beyond its own objects. */
export class ProcessTraces {
  readonly #globals = globalsNow();
  readonly #shared = SHARED.map(membersOf);
  readonly #environment = { ...process.env };

  /** Fails where a global, a member of a built-in, or an environment variable is another than it was. */
  expectNone(): void {
    expectSame(globalsNow(), this.#globals, 'Other globals are there than before.');
    SHARED.forEach((object, i) => {
      const name = object.constructor.name;
      const [now, before] = [membersOf(object), this.#shared[i] as Members];
      for (const key of new Set([...now.keys(), ...before.keys()])) {
        if (now.get(key) !== before.get(key)) {
          fail(`"${String(key)}" of ${name}.prototype is another than it was.`);
        }
      }
    });
    expectSame({ ...process.env }, this.#environment, 'The environment is another than it was.');
  }
}

/** How many listeners the process has for each event. */
export function processListeners(): Readonly<Record<string, number>> {
  return Object.fromEntries(
    process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
  );
}

type Members = ReadonlyMap<PropertyKey, unknown>;

/** Accessors by their getter, so that none is called. */
function membersOf(object: object): Members {
  const members = new Map<PropertyKey, unknown>();
  for (const key of Reflect.ownKeys(object)) {
    const descriptor = Object.getOwnPropertyDescriptor(object, key);
    const { get: getter, value } = (descriptor ?? {}) as { get?: unknown; value?: unknown };
    members.set(key, getter ?? value);
  }
  return members;
}

function globalsNow(): readonly string[] {
  return Object.getOwnPropertyNames(globalThis).sort();
}
