import { type JsonSchema, type OffersJsonSchema, offeredJsonSchema, ownValue } from '@tenon/core';

/** Deeper than this nothing is made up: a schema may refer to itself. */
const DEPTH = 6;
/** Most values made up for one schema. */
const MOST = 6;
const TEXT = 'text';

/**
 * Values that a schema accepts, made up at its bounds: `undefined` where it does not say enough, because of a pattern for
 * instance. Reads the common keywords of JSON Schema, and what a Standard Schema offers as such.
 */
export function madeUp(schema: unknown): readonly unknown[] | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined;
  const json =
    '~standard' in schema ? offeredJsonSchema(schema['~standard'] as OffersJsonSchema) : schema;
  return json === undefined ? undefined : valuesOf(json as JsonSchema, DEPTH);
}

function valuesOf(schema: JsonSchema, depth: number): readonly unknown[] | undefined {
  if (depth === 0 || !isPlain(schema)) return undefined;
  if ('const' in schema) return [schema['const']];
  const { enum: listed, anyOf, oneOf, type, default: stated } = schema;
  if (Array.isArray(listed)) return (listed as readonly unknown[]).slice(0, MOST);
  const options = anyOf ?? oneOf;
  if (Array.isArray(options)) return merged(options as JsonSchema[], depth);
  if (Array.isArray(type)) {
    return merged(
      (type as string[]).map((one) => ({ ...schema, type: one })),
      depth,
    );
  }
  const values = ofType(type, schema, depth);
  return values ?? (stated === undefined ? undefined : [stated]);
}

/** Keywords whose meaning is not looked into: what is made up might not fit them. */
const UNREAD = ['pattern', 'format', 'allOf', 'not', 'if', '$ref', 'dependentRequired', 'contains'];

function isPlain(schema: JsonSchema): boolean {
  return UNREAD.every((keyword) => !(keyword in schema));
}

function ofType(type: unknown, schema: JsonSchema, depth: number): readonly unknown[] | undefined {
  switch (type) {
    case 'string':
      return texts(schema);
    case 'number':
    case 'integer':
      return numbers(schema, type === 'integer');
    case 'boolean':
      return [true, false];
    case 'null':
      return [null];
    case 'array':
      return lists(schema, depth);
    case 'object':
      return objects(schema, depth);
    default:
      return undefined;
  }
}

function texts({ minLength, maxLength }: JsonSchema): readonly string[] {
  const least = numberOr(minLength, 0);
  const most = numberOr(maxLength, Math.max(least, TEXT.length));
  return [...new Set([least, most])].map((length) => TEXT.padEnd(length, TEXT).slice(0, length));
}

function numbers(schema: JsonSchema, isWhole: boolean): readonly number[] {
  const step = numberOr(schema['multipleOf'], isWhole ? 1 : 0.5);
  const above = schema['exclusiveMinimum'];
  const below = schema['exclusiveMaximum'];
  const least = numberOr(schema['minimum'], typeof above === 'number' ? above + step : -step);
  const most = numberOr(schema['maximum'], typeof below === 'number' ? below - step : step);
  const onStep = (value: number, round: (value: number) => number) => round(value / step) * step;
  const found = [onStep(least, Math.ceil), 0, onStep(most, Math.floor)];
  return [...new Set(found)].filter(
    (value) => value >= Math.min(least, most) && value <= Math.max(most, least),
  );
}

function lists(schema: JsonSchema, depth: number): readonly unknown[] | undefined {
  const items = isObject(schema['items']) ? valuesOf(schema['items'], depth - 1) : [TEXT, 1];
  const least = numberOr(schema['minItems'], 0);
  const empty = least === 0 ? [[]] : [];
  if (items === undefined || items.length === 0) return least === 0 ? empty : undefined;
  const isApart = schema['uniqueItems'] === true;
  const length = Math.max(least, isApart ? Math.min(1, items.length) : 2);
  if (isApart && length > items.length) return undefined;
  return [...empty, Array.from({ length }, (_, i) => items[i % items.length])];
}

function objects(schema: JsonSchema, depth: number): readonly unknown[] | undefined {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required = new Set(
    Array.isArray(schema['required']) ? (schema['required'] as string[]) : [],
  );
  const whole: Record<string, unknown> = {};
  const needed: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(properties), ...required])) {
    const values = isObject(ownValue(properties, key))
      ? valuesOf(ownValue(properties, key) as JsonSchema, depth - 1)
      : [TEXT];
    const value = values?.at(-1);
    if (values === undefined || values.length === 0) {
      if (required.has(key)) return undefined;
      continue;
    }
    set(whole, key, value);
    if (required.has(key)) set(needed, key, value);
  }
  return [needed, whole];
}

/** As its own member, whatever the key. */
function set(object: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(object, key, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

function merged(schemas: readonly JsonSchema[], depth: number): readonly unknown[] | undefined {
  const values = schemas.flatMap((schema) => valuesOf(schema, depth - 1) ?? []);
  return values.length === 0 ? undefined : values.slice(0, MOST);
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function numberOr(value: unknown, other: number): number {
  return typeof value === 'number' ? value : other;
}
