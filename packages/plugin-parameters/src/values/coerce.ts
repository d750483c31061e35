import type { JsonSchema, Port } from '@tenon/core';
import { isOfType, jsonSchemaOf, typesOf } from './types.js';

/**
 * The value as a port's declared type wants it, where that loses nothing: a text that reads back as the same number or
 * boolean and the other way round. `"42"` ↔ 42, `"true"` ↔ true; never 3.7 → 3, `"4.0"` → 4 or 1 → true. Everything else,
 * and what fits as it is, stays the very same value. For a port that takes many, element by element.
 */
export function coerceLossless(value: unknown, port: Port): unknown {
  const schema = jsonSchemaOf(port);
  if (schema === undefined) return value;
  if (!port.isMany || !Array.isArray(value)) return coerced(value, schema);
  const list = value.map((item: unknown) => coerced(item, schema));
  return list.every((item, i) => Object.is(item, value[i])) ? value : list;
}

function coerced(value: unknown, schema: JsonSchema): unknown {
  const types = typesOf(schema);
  if (types === undefined || types.some((type) => isOfType(value, type))) return value;
  for (const type of types) {
    const converted = convert(value, type);
    if (converted !== undefined) return converted;
  }
  return value;
}

function convert(value: unknown, type: string): unknown {
  switch (type) {
    case 'integer':
    case 'number':
      return typeof value === 'string' ? numberOf(value, type) : undefined;
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : undefined;
    case 'string':
      return textOf(value);
    default:
      return undefined;
  }
}

function numberOf(text: string, type: string): number | undefined {
  const number = Number(text);
  return isOfType(number, type) && String(number) === text ? number : undefined;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  return Object.is(Number(String(value)), value) ? String(value) : undefined;
}
