import { isObject, type Json } from '../../case.js';
import { isList } from '../values.js';
import type { Draw } from './draw.js';

/** What can roughly be said of a value before a run. */
export type Sort = 'number' | 'text' | 'flag' | 'list' | 'object' | 'any';

const TEXTS = ['', 'x', 'ab', 'abc', 'red', '秋 ✓', '7'];

/** A value of a sort. Numbers are small, so that conditions over them go both ways. */
export function randomValue(draw: Draw, sort: Sort): Json {
  switch (sort) {
    case 'number':
      return draw.chance(0.1) ? draw.from([0.5, -2, 2.5, -0.25, 100]) : draw.between(0, 12);
    case 'text':
      return draw.from(TEXTS);
    case 'flag':
      return draw.chance(0.5);
    case 'list': {
      const item = randomItem(draw);
      return Array.from({ length: draw.between(0, 4) }, item);
    }
    case 'object':
      return {
        a: randomValue(draw, 'number'),
        ...(draw.chance(0.5) && { b: { c: randomValue(draw, 'list'), d: null } }),
        ...(draw.chance(0.4) && { k: draw.from(TEXTS) }),
      };
    case 'any':
      return draw.chance(0.15)
        ? null
        : randomValue(draw, draw.from(['number', 'number', 'text', 'flag', 'list', 'object']));
  }
}

/** A value of a sort, or seldom the text of one: what coercion turns into it, or a check finds. */
export function randomTypedValue(draw: Draw, sort: Sort): Json {
  const value = randomValue(draw, sort);
  return typeof value !== 'object' && draw.chance(0.15) ? String(value) : value;
}

/** Items of a list are of one sort, so that they can be told into cases. */
function randomItem(draw: Draw): () => Json {
  return draw.weighted<() => Json>([
    [() => draw.between(0, 9), 8],
    [() => draw.from(TEXTS), 1],
    [() => ({ a: draw.between(0, 9) }), 1],
  ]);
}

export function sortOf(value: Json): Sort {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'flag';
  if (isList(value)) return 'list';
  return isObject(value) ? 'object' : 'any';
}

/** The places inside a value, as they stand behind a port in the output of an edge. */
export function placesIn(value: Json): (readonly [path: string, sort: Sort])[] {
  if (isList(value)) {
    return value.slice(0, 2).flatMap((item, i) => inside(`[${String(i)}]`, item));
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => inside(`.${name}`, member));
}

function inside(step: string, value: Json): (readonly [string, Sort])[] {
  return [
    [step, sortOf(value)],
    ...placesIn(value).map(([path, sort]) => [step + path, sort] as const),
  ];
}
