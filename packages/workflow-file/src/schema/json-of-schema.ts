import {
  isPlainObject,
  type JsonSchema,
  type OffersJsonSchema,
  offeredJsonSchema,
  type Schema,
} from '@tenon/core';

/**
 * A schema as a JSON Schema: its own text, or what a Standard Schema (zod, valibot, arktype) offers for what it takes.
 * `undefined` where nothing is known of it: a class, a library that offers none.
 */
export function jsonOfSchema(schema: Schema | undefined): JsonSchema | undefined {
  if (schema === undefined || (typeof schema === 'function' && !('~standard' in schema)))
    return undefined;
  if (!('~standard' in schema)) return isPlainObject(schema) ? schema : undefined;
  return offeredJsonSchema(Object(schema['~standard']) as OffersJsonSchema);
}
