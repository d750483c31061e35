import { RuntimeError } from '../errors/runtime-error.js';
import { ownValue } from '../values/data.js';

/** A path into a value: property names and list indexes, outermost first. */
export type Path = readonly (string | number)[];

/**
 * Reads a path text: a name, then `.name`, `[0]` or `["any name"]` in any order. The first name is everything up to the
 * first `.` or `[`. Throws PATH_INVALID, with the position.
 */
export function parsePath(text: string): Path {
  const first = /^[^.[]*/.exec(text)?.[0] ?? '';
  const path: (string | number)[] = [first];
  const part = /\.([^.[\]]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;
  part.lastIndex = first.length;
  while (part.lastIndex < text.length) {
    const at = part.lastIndex;
    const match = part.exec(text);
    if (match === null) throw invalid(text, at);
    const [, name, index, quoted] = match;
    if (name !== undefined) path.push(name);
    else if (index !== undefined) path.push(Number(index));
    else path.push(unquote(text, at, quoted ?? ''));
  }
  return path;
}

/** Writes a path so that {@link parsePath} reads it back. */
export function formatPath(path: Path): string {
  let text = '';
  path.forEach((key, i) => {
    if (i === 0) text += String(key);
    else if (typeof key === 'number') text += `[${String(key)}]`;
    else if (/^[^.[\]"\s]+$/.test(key)) text += `.${key}`;
    else text += `[${JSON.stringify(key)}]`;
  });
  return text;
}

/**
 * Follows a path into a value by own data properties only: no accessor is called and no prototype is looked at. What is
 * not there is `undefined`.
 */
export function follow(value: unknown, path: Path): unknown {
  let here = value;
  for (let i = 0; i < path.length; i++) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = ownValue(here, path[i] as string | number);
  }
  return here;
}

function unquote(text: string, at: number, quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    throw invalid(text, at);
  }
}

function invalid(text: string, at: number): RuntimeError {
  return new RuntimeError(
    'PATH_INVALID',
    `The path "${text}" cannot be read at position ${String(at)}.`,
    { hint: 'Write a path as port.name, port[0] or port["any name"].' },
  );
}
