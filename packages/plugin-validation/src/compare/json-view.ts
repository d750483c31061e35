import {
  isPlainObject,
  type JsonSchema,
  offeredJsonSchema,
  type Port,
  type Schema,
} from '@tenon/core';
import { standardOf } from '../schemas/standard-schema.js';

/**
 * A schema as a JSON Schema, for comparison: its own text, what a Standard Schema offers by Standard JSON Schema, and
 * `object` for a class. `undefined` where nothing is known. Of a schema that transforms, what it takes counts: nothing
 * else travels.
 */
export function jsonView(schema: Schema | undefined): JsonSchema | undefined {
  if (schema === undefined) return undefined;
  try {
    const standard = standardOf(schema);
    if (standard !== undefined) return offeredJsonSchema(standard);
  } catch {
    return undefined; // a schema that cannot be read is a finding of its own
  }
  if (typeof schema === 'function') return OBJECT;
  return isPlainObject(schema) ? schema : undefined;
}

/** What comes out of, or goes into, a port: one value, or a list of them. */
export function portView({ schema, isMany }: Port): JsonSchema | undefined {
  const view = jsonView(schema);
  return isMany && view !== undefined ? { type: 'array', items: view } : view;
}

const OBJECT: JsonSchema = Object.freeze({ type: 'object' });
