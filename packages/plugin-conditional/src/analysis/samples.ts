import type { Outline } from '@tenon/conditions';
import { isPlainObject, ownValue, type PortTable, parsePath } from '@tenon/core';
import {
  comparedIn,
  isLiteral,
  type Literal,
  OTHER,
  type Sample,
  type Situation,
} from './evaluate.js';

/** More situations than this are not looked at: nothing is said of the cases then. */
const MOST_SITUATIONS = 4_096;

/** Nor are more comparisons than this made over all of them: it takes about half a second. */
const MOST_COMPARISONS = 4_000_000;

/** A text that is none of those compared with. */
export const OTHER_TEXT = '\u0000';

/**
 * The situations that cases can tell apart: for each path that they compare, a value out of every region between the
 * literals it is compared with, in all combinations. Within a region no comparison changes, so that what holds in these
 * situations holds in all (but for NaN, which compares with nothing). `undefined` where there are too many. The method is
 * that of test case generation by boundary values: B. Beizer, "Software Testing Techniques" (1990), chapter 6.
 */
export function situationsOf(
  outlines: readonly Outline[],
  inputs: PortTable,
  isItemwise: boolean,
): readonly Situation[] | undefined {
  const literals = new Map<string, Set<Literal>>();
  let comparisons = 0;
  for (const outline of outlines) {
    for (const { path, literals: compared } of comparedIn(outline)) {
      const known = literals.get(path) ?? new Set();
      for (const literal of compared) known.add(literal);
      comparisons += compared.length;
      literals.set(path, known);
    }
  }
  const most = Math.min(MOST_SITUATIONS, MOST_COMPARISONS / comparisons);
  let situations = [new Map<string, Sample>()];
  for (const [path, compared] of literals) {
    const samples = samplesOf(compared, schemaOf(path, inputs, isItemwise));
    if (situations.length * samples.length > most) return undefined;
    situations = situations.flatMap((situation) =>
      samples.map((sample) => new Map<string, Sample>(situation).set(path, sample)),
    );
  }
  return situations;
}

/**
 * A value of each region that comparisons with these literals tell apart, within what a JSON Schema admits, and `null` where
 * it is asked for: what is `null` fits every type, as far as a condition knows.
 */
function samplesOf(compared: ReadonlySet<Literal>, schema: unknown): readonly Sample[] {
  const samples = samplesWithin(compared, schema);
  return compared.has(null) && !samples.includes(null) ? [...samples, null] : samples;
}

function samplesWithin(compared: ReadonlySet<Literal>, schema: unknown): readonly Sample[] {
  const stated = isPlainObject(schema) ? ownValue(schema, 'enum') : undefined;
  if (Array.isArray(stated) && stated.every(isLiteral)) return stated;
  const type = isPlainObject(schema) ? ownValue(schema, 'type') : undefined;
  const literals = [...compared];
  switch (type) {
    case 'boolean':
      return [true, false];
    case 'number':
      return numbersBetween(literals.filter(isNumber));
    case 'integer':
      return numbersBetween(literals.filter(isNumber)).map(Math.trunc).filter(isFirst);
    case 'string':
      return [...literals.filter((literal) => typeof literal === 'string'), OTHER_TEXT];
    default: {
      const numbers = literals.filter(isNumber);
      const others = literals.filter((literal) => !isNumber(literal));
      return [...(numbers.length === 0 ? [] : numbersBetween(numbers)), ...others, OTHER];
    }
  }
}

/** The numbers themselves, one between each two neighbours, and one beyond either end. */
function numbersBetween(literals: readonly number[]): number[] {
  const sorted = [...new Set(literals)].sort((a, b) => a - b);
  const samples: number[] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const literal of sorted) {
    const between = middle(before, literal);
    if (between > before && between < literal) samples.push(between);
    else if (before === Number.NEGATIVE_INFINITY && literal > before) samples.push(before);
    samples.push(literal);
    before = literal;
  }
  const beyond = before + Math.max(1, Math.abs(before));
  samples.push(beyond > before ? beyond : Number.POSITIVE_INFINITY);
  return [...new Set(samples)];
}

function middle(low: number, high: number): number {
  if (low === Number.NEGATIVE_INFINITY) return high - Math.max(1, Math.abs(high));
  return low + (high - low) / 2;
}

function isNumber(literal: Literal): literal is number {
  return typeof literal === 'number';
}

function isFirst<T>(value: T, at: number, all: readonly T[]): boolean {
  return all.indexOf(value) === at;
}

/** The JSON Schema of a path, as far as the ports say. */
function schemaOf(path: string, inputs: PortTable, isItemwise: boolean): unknown {
  const [name, ...members] = parsePath(path);
  let schema: unknown = inputs.get(String(name))?.schema;
  if (isItemwise && name === 'value') schema = memberOf(schema, 'items');
  for (const member of members) {
    schema =
      typeof member === 'number'
        ? memberOf(schema, 'items')
        : memberOf(memberOf(schema, 'properties'), member);
  }
  return schema;
}

function memberOf(schema: unknown, name: string): unknown {
  return isPlainObject(schema) ? ownValue(schema, name) : undefined;
}
