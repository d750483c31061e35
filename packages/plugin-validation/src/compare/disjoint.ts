import { isPlainObject, type JsonSchema, ownValue } from '@tenon/core';
import { branchesOf, resolveRef } from './branches.js';
import { isOfType, TYPE_NAMES, type TypeName, typesOf } from './types.js';

/** Comparisons at most, in all members of two schemas: what takes longer counts as not known. */
const MOST_STEPS = 2_000;
/** How deep properties are looked into. */
const DEEPEST = 16;

/**
 * Why no value can satisfy both of two JSON Schemas, as the end of a sentence: `one gives string, the other takes integer`;
 * `undefined` where one might. Conservative: it looks at `type`, `enum`, `const`, `required`, `properties`,
 * `additionalProperties: false` and the alternatives of `anyOf` and `oneOf`, and takes everything else to be satisfiable.
 */
export function clashBetween(given: JsonSchema, taken: JsonSchema): string | undefined {
  return new Comparison(given, taken).clash();
}

class Comparison {
  readonly #given: JsonSchema;
  readonly #taken: JsonSchema;
  #steps = 0;

  constructor(given: JsonSchema, taken: JsonSchema) {
    this.#given = given;
    this.#taken = taken;
  }

  clash(): string | undefined {
    return this.#among(this.#given, this.#taken, 0);
  }

  /** A value satisfies one alternative of each side, so that every pair of them has to clash. */
  #among(a: unknown, b: unknown, depth: number): string | undefined {
    if (depth > DEEPEST) return undefined;
    let why: string | undefined;
    for (const left of branchesOf(resolveRef(a, this.#given), this.#given)) {
      for (const right of branchesOf(resolveRef(b, this.#taken), this.#taken)) {
        if (++this.#steps > MOST_STEPS) return undefined;
        const clash = this.#between(left, right, depth);
        if (clash === undefined) return undefined;
        why ??= clash;
      }
    }
    return why;
  }

  /** Each side is a list of schemas that all hold. */
  #between(left: readonly JsonSchema[], right: readonly JsonSchema[], depth: number) {
    for (const a of left) {
      for (const b of right) {
        if (++this.#steps > MOST_STEPS) return undefined;
        const clash = typeClash(a, b) ?? valueClash(a, b) ?? this.#propertyClash(a, b, depth);
        if (clash !== undefined) return clash;
      }
    }
    return undefined;
  }

  #propertyClash(a: JsonSchema, b: JsonSchema, depth: number): string | undefined {
    // Without this, a value that is no object satisfies whatever is said of properties.
    if (!isObjectOnly(a) && !isObjectOnly(b)) return undefined;
    const required = new Set([...requiredBy(a), ...requiredBy(b)]);
    for (const name of required) {
      if (++this.#steps > MOST_STEPS) return undefined;
      if (forbids(a, name)) return `"${name}" is required, and is never given`;
      if (forbids(b, name)) return `"${name}" is given, and not allowed`;
      const [left, right] = [propertyOf(a, name), propertyOf(b, name)];
      if (left === undefined || right === undefined) continue;
      const clash = this.#among(left, right, depth + 1);
      if (clash !== undefined) return `in "${name}", ${clash}`;
    }
    return undefined;
  }
}

function typeClash(a: JsonSchema, b: JsonSchema): string | undefined {
  const [left, right] = [typesOf(a), typesOf(b)];
  if (left === undefined || right === undefined) return undefined;
  for (const one of left) for (const other of right) if (overlaps(one, other)) return undefined;
  return `one gives ${left.join(' or ')}, the other takes ${right.join(' or ')}`;
}

function overlaps(a: TypeName, b: TypeName): boolean {
  return a === b || (a === 'integer' && b === 'number') || (a === 'number' && b === 'integer');
}

function valueClash(a: JsonSchema, b: JsonSchema): string | undefined {
  const [left, right] = [valuesOf(a), valuesOf(b)];
  if (left !== undefined && !left.some((value) => allows(b, right, value))) {
    return 'none of the values that one lists is of use to the other';
  }
  if (right !== undefined && !right.some((value) => allows(a, left, value))) {
    return 'none of the values that one lists is of use to the other';
  }
  return undefined;
}

function allows(
  schema: JsonSchema,
  values: readonly unknown[] | undefined,
  value: unknown,
): boolean {
  const types = typesOf(schema);
  if (types !== undefined && !types.some((type) => isOfType(value, type))) return false;
  // Lists and objects are compared by ajv's rules of equality, which is not repeated here.
  if (values === undefined || typeof value === 'object') return true;
  return values.some((known) => known === value || typeof known === 'object');
}

function valuesOf(schema: JsonSchema): readonly unknown[] | undefined {
  if (Object.hasOwn(schema, 'const')) return [ownValue(schema, 'const')];
  const values = ownValue(schema, 'enum');
  return Array.isArray(values) ? (values as readonly unknown[]) : undefined;
}

function isObjectOnly(schema: JsonSchema): boolean {
  const types = typesOf(schema);
  return types?.length === 1 && types[0] === TYPE_NAMES.object;
}

function requiredBy(schema: JsonSchema): readonly string[] {
  const required = ownValue(schema, 'required');
  return Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
}

function propertyOf(schema: JsonSchema, name: string): unknown {
  const properties = ownValue(schema, 'properties');
  return isPlainObject(properties) ? ownValue(properties, name) : undefined;
}

/** Whether a schema allows no property of that name. */
function forbids(schema: JsonSchema, name: string): boolean {
  const isClosed =
    ownValue(schema, 'additionalProperties') === false &&
    ownValue(schema, 'patternProperties') === undefined;
  return isClosed && propertyOf(schema, name) === undefined;
}
