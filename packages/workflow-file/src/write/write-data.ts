import { describeValue, formatPath, isPlainObject, isPort, type Path } from '@tenon/core';
import type { Doc } from './doc.js';

/** Told of a value that is no data: where it stands in what was to be written, what it is, and what to do. */
export type TellFlaw = (at: string, flaw: string, hint: string) => void;

/** How deep data may stand in a file, and how many values a file may hold, so that it is read again under the default limits. */
const MOST_DEPTH = 80;
const MOST_VALUES = 1_000_000;

/**
 * Data as it is to be written: `null`, texts, finite numbers, `true` and `false`, lists and plain objects of them. Members
 * that are `undefined` are as if they were not there, and are left out. Everything else is told. What stands in several
 * places is written in each. Recursive: depth is limited.
 */
export function writeData(value: unknown, tell: TellFlaw): Doc | undefined {
  return new DataWriter(tell).write(value, []);
}

class DataWriter {
  readonly #tell: TellFlaw;
  readonly #open = new Set<object>();
  #count = 0;

  constructor(tell: TellFlaw) {
    this.#tell = tell;
  }

  write(value: unknown, path: Path): Doc | undefined {
    if (++this.#count > MOST_VALUES) {
      if (this.#count === MOST_VALUES + 1)
        this.#flaw(
          [],
          'is more than a file takes',
          'Leave data out of the workflow, and let a node read it.',
        );
      return undefined;
    }
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        if (Number.isFinite(value)) return value;
        return this.#flaw(
          path,
          `is ${String(value)}, which is no number of JSON`,
          'Use a text, or null.',
        );
      case 'bigint':
        return this.#flaw(path, 'is a bigint', 'Use a text.');
      case 'object':
        return value === null ? null : this.#container(value, path);
      default:
        return this.#flaw(
          path,
          `is ${describeValue(value)}`,
          'Files hold data: texts, numbers, lists and objects.',
        );
    }
  }

  #container(value: object, path: Path): Doc | undefined {
    if (!Array.isArray(value) && (!isPlainObject(value) || '~standard' in value)) {
      return this.#flaw(path, `is ${titleOf(value)}, which is no plain data`, hintFor(value));
    }
    if (this.#open.has(value))
      return this.#flaw(path, 'contains itself', 'Data in files is a tree.');
    if (path.length >= MOST_DEPTH)
      return this.#flaw(
        path,
        'is too deep',
        `Data in files is at most ${String(MOST_DEPTH)} deep.`,
      );
    this.#open.add(value);
    const doc = Array.isArray(value) ? this.#list(value, path) : this.#map(value, path);
    this.#open.delete(value);
    return doc;
  }

  #list(value: readonly unknown[], path: Path): Doc {
    const items: Doc[] = [];
    // Not by forEach: it passes holes over.
    for (let index = 0; index < value.length; index++) {
      const item = this.write(value[index], [...path, index]);
      if (item !== undefined) items.push(item);
    }
    return items;
  }

  #map(value: Readonly<Record<string, unknown>>, path: Path): Doc {
    const members = new Map<string, Doc>();
    for (const key of Reflect.ownKeys(value)) {
      const descriptor = Object.getOwnPropertyDescriptor(value, key);
      if (descriptor?.enumerable !== true) continue;
      if (typeof key === 'symbol') {
        this.#flaw(path, `has a member ${describeValue(key)}`, 'Names of members are texts.');
        continue;
      }
      // What is computed has no value of its own: workflows hold none of it.
      if (descriptor.value === undefined) continue;
      const member = this.write(descriptor.value, [...path, key]);
      if (member !== undefined) members.set(key, member);
    }
    return members;
  }

  #flaw(path: Path, flaw: string, hint: string): undefined {
    const text = formatPath(['', ...path]);
    this.#tell(text.startsWith('.') ? text.slice(1) : text, flaw, hint);
  }
}

function titleOf(value: object): string {
  if (isPort(value)) return 'a port with a schema of a library or with the name of a setting';
  return '~standard' in value ? 'a schema of a library' : describeValue(value);
}

function hintFor(value: object): string {
  if (value instanceof Date) return 'Use a text: date.toISOString().';
  if ('~standard' in value) return 'Use a JSON Schema.';
  return 'Files hold data: texts, numbers, lists and objects.';
}
