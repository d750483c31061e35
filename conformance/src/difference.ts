import { formatPath, type Path } from '@tenon/core';
import { isObject, type Json } from './case.js';

/** One place where an outcome is not what its case says. `undefined`: nothing is there, or nothing should be. */
export interface Difference {
  readonly path: Path;
  readonly expected: unknown;
  readonly got: unknown;
}

/** Every place at which two values that went through JSON differ. The order of members does not matter. */
export function differencesOf(
  expected: Json | undefined,
  got: Json | undefined,
  path: Path,
): Difference[] {
  if (expected === got) return [];
  if (Array.isArray(expected) && Array.isArray(got)) {
    const length = Math.max(expected.length, got.length);
    return Array.from({ length }, (_, i) => i).flatMap((i) =>
      differencesOf(expected[i] as Json, got[i] as Json, [...path, i]),
    );
  }
  if (isObject(expected) && isObject(got)) {
    return differentMembers(new Map(Object.entries(expected)), new Map(Object.entries(got)), path);
  }
  return [{ path, expected, got }];
}

/** The same of members by name, apart from those named in `open`. */
export function differentMembers(
  expected: ReadonlyMap<string, Json>,
  got: ReadonlyMap<string, Json>,
  path: Path,
  open: ReadonlySet<string> = new Set(),
): Difference[] {
  return [...new Set([...expected.keys(), ...got.keys()])]
    .filter((name) => !open.has(name))
    .flatMap((name) => differencesOf(expected.get(name), got.get(name), [...path, name]));
}

/** `results.sum.result: expected 67, got 68`. */
export function formatDifference({ path, expected, got }: Difference): string {
  return `${formatPath(path)}: expected ${shown(expected)}, got ${shown(got)}`;
}

const LONGEST = 300;

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
