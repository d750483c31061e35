import type { Json } from '../case.js';
import { isObject } from '../case.js';
import { Undecided } from './undecided.js';

/** Where an output of a node is found: the port, and the path into its value. */
export interface Place {
  readonly port: string;
  readonly path: readonly (string | number)[];
}

/** `value.lines[0].sku`: the port is the text before the first `.` or `[`. */
export function parsePlace(output: string): Place {
  const port = /^[^.[]*/.exec(output)?.[0] ?? '';
  return { port, path: parsePath(output.slice(port.length)) };
}

/** `.lines[0].sku`, or `lines[0].sku` of a condition's field. */
export function parsePath(text: string): readonly (string | number)[] {
  const steps: (string | number)[] = [];
  let rest = text === '' || text.startsWith('[') || text.startsWith('.') ? text : `.${text}`;
  while (rest !== '') {
    const [step, name, index] = /^(?:\.([^.[]+)|\[(\d+)\])/.exec(rest) ?? [];
    if (step === undefined) throw new Undecided(`What the path "${text}" means.`);
    steps.push(index === undefined ? (name ?? '') : Number(index));
    rest = rest.slice(step.length);
  }
  return steps;
}

/** The value at a path, by own members and items only; `undefined` where the path leads nowhere. */
export function at(value: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  let here = value;
  for (const step of path) {
    if (typeof step === 'number') here = Array.isArray(here) ? (here[step] as Json) : undefined;
    else here = isObject(here) && Object.hasOwn(here, step) ? here[step] : undefined;
  }
  return here;
}

/** A finite number, never a boolean. */
export function isNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** A text of a case, or another where something else stands. */
export function textOr(value: Json | undefined, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

/** Equality by value; values of different types are different. */
export function isEqual(left: Json, right: Json): boolean {
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((item, i) => isEqual(item, right[i] as Json));
  }
  if (isObject(left) && isObject(right)) {
    const names = Object.keys(left);
    return (
      names.length === Object.keys(right).length &&
      names.every(
        (name) => Object.hasOwn(right, name) && isEqual(left[name] as Json, right[name] as Json),
      )
    );
  }
  return left === right;
}

/** How many members, items and characters a value has at all depths, counted no further than a limit. */
export function sizeUpTo(limit: number, value: Json): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let size = 0;
  for (const member of Object.values<Json>(value)) {
    if (size >= limit) break;
    size += 1 + sizeUpTo(limit - size, member);
  }
  return size;
}
