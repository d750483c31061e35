import * as types from 'node:util/types';
import { isContainer } from '@tenon/core';
import { isExactly } from './error-copy.js';
import { inspect } from './inspect.js';

/** How much an object says when it is asked to: what it holds, so deep and no deeper, and nothing broken into lines. */
const SHOWN = {
  depth: 8,
  maxArrayLength: null,
  maxStringLength: null,
  breakLength: Infinity,
} as const;
const NOTHING: readonly unknown[] = Object.freeze([]);

/**
 * What an object shows in another way than by its properties: bytes, boxed texts, patterns and addresses their text; what
 * makes its own JSON that; what has its own way of being inspected, or shows in no other way, the text of its inspection.
 * Whatever fails to show itself shows nothing.
 */
export function wordsOf(object: object): readonly unknown[] {
  // Inspection looks at the target, past the traps; nothing else does.
  if (types.isProxy(object)) return [inspected(object)];
  if (!isContainer(object)) {
    if (types.isDate(object)) return NOTHING;
    const text = attempt(() => hiddenText(object));
    if (text !== undefined) return [text];
  }
  const makesJson = hasMethod(object, 'toJSON');
  const isInspected = hasMethod(object, inspect.custom) || isOpaque(object);
  if (!makesJson) return isInspected ? [inspected(object)] : NOTHING;
  const json = attempt(() => JSON.parse(JSON.stringify(object)) as unknown);
  return isInspected ? [json, inspected(object)] : [json];
}

/** Whether the properties of an object say nothing of it, or cannot be looked at without running its code. */
export function isSealed(object: object): boolean {
  return types.isProxy(object) || ArrayBuffer.isView(object) || types.isAnyArrayBuffer(object);
}

/** What it shows when it is inspected stands in none of its properties. */
function isOpaque(object: object): boolean {
  return types.isPromise(object) || types.isMapIterator(object) || types.isSetIterator(object);
}

/** The text that an object stands for. */
function hiddenText(object: object): string | undefined {
  if (ArrayBuffer.isView(object)) {
    return Buffer.from(object.buffer, object.byteOffset, object.byteLength).toString();
  }
  if (types.isAnyArrayBuffer(object)) return Buffer.from(object).toString();
  if (types.isStringObject(object)) return String.prototype.valueOf.call(object);
  if (types.isRegExp(object)) return object.source;
  if (isExactly(object, URL)) return (object as URL).href;
  if (isExactly(object, URLSearchParams)) return (object as URLSearchParams).toString();
  return undefined;
}

function hasMethod(object: object, name: PropertyKey): boolean {
  try {
    return typeof Reflect.get(object, name) === 'function';
  } catch {
    return false;
  }
}

function inspected(object: object): string | undefined {
  return attempt(() => inspect(object, SHOWN));
}

function attempt<T>(show: () => T): T | undefined {
  try {
    return show();
  } catch {
    return undefined; // longer than a text can be, of another make than it looks, a cycle, code that throws
  }
}
