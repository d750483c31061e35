import * as types from 'node:util/types';
import { inspect } from './inspect.js';

/** Whether an object is an error, of any realm, or shows as one. */
export function isErrorLike(object: object): boolean {
  return types.isNativeError(object) || isExactly(object, DOMException);
}

/** Whether an object is of a class, by its direct prototype: looking further up could run a proxy's code. */
export function isExactly(object: object, { prototype }: { readonly prototype: object }): boolean {
  return !types.isProxy(object) && Object.getPrototypeOf(object) === prototype;
}

/** What an error says, also where it says so by an accessor: that is what shows when it is printed. */
export function errorTexts(error: object): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const name of ['message', 'stack']) {
    try {
      const text: unknown = Reflect.get(error, name);
      if (typeof text === 'string') texts[name] = text;
    } catch {
      // What cannot be read cannot be shown either.
    }
  }
  return texts;
}

/** An error to be filled. Its prototype is the original's, unless that would print or serialise what the copy does not have. */
export function errorShell(error: object): Error {
  const shell = new Error();
  const prototype = Object.getPrototypeOf(error) as object | null;
  const speaksForItself =
    prototype === null ||
    isExactly(error, DOMException) ||
    inspect.custom in prototype ||
    'toJSON' in prototype;
  if (!speaksForItself) Object.setPrototypeOf(shell, prototype);
  else {
    Object.defineProperty(shell, 'name', {
      value: nameOf(error),
      writable: true,
      configurable: true,
    });
  }
  return shell;
}

/** Whether a property of an error is a way of its own to print or serialise it: a copy shows as errors do. */
export function isOwnWay(key: PropertyKey): boolean {
  return key === 'toJSON' || key === inspect.custom;
}

function nameOf(error: object): string {
  try {
    return String(Reflect.get(error, 'name'));
  } catch {
    return 'Error';
  }
}
