import { isObject, type Json, type JsonObject } from '../case.js';
import { NodeFailure } from './node-failure.js';
import { Undecided } from './undecided.js';
import { isList } from './values.js';

/** What a merge makes of the values that arrived, in connection order. Throws {@link NodeFailure}. */
export function mergeOf(strategy: string, values: readonly Json[]): Json {
  switch (strategy) {
    case 'first':
      return first(values);
    case 'list':
      return [...values];
    case 'concat':
      return concat(values);
    case 'zip':
      return zip(values);
    case 'assign':
      return Object.assign({}, ...all(values, isObject)) as JsonObject;
    default:
      throw new Undecided(`What the strategy "${strategy}" does.`);
  }
}

function first(values: readonly Json[]): Json {
  const [value] = values;
  if (value === undefined) throw new Undecided('What the first of no values is.');
  return value;
}

function concat(values: readonly Json[]): Json {
  if (values.length === 0) throw new Undecided('What no values make when joined.');
  if (values.every((value) => typeof value === 'string')) return values.join('');
  return all(values, isList).flat(1);
}

function zip(values: readonly Json[]): Json {
  const lists = all(values, isList);
  const length = Math.min(...lists.map((list) => list.length));
  return Array.from({ length: Number.isFinite(length) ? length : 0 }, (_, i) =>
    lists.map((list) => list[i] as Json),
  );
}

function all<T extends Json>(values: readonly Json[], is: (value: Json) => value is T): T[] {
  if (values.every(is)) return values as T[];
  throw new NodeFailure('NODE_FAILED');
}
