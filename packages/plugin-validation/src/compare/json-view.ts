import { isPlainObject, type JsonSchema, type Port, type Schema } from '@tenon/core';
import { type StandardProps, standardOf } from '../schemas/standard-schema.js';

/**
 * A schema as a JSON Schema, for comparison: its own text, what a Standard Schema offers by Standard JSON Schema, and
 * `object` for a class. `undefined` where nothing is known. Of a schema that transforms, what it takes counts: nothing
 * else travels.
 */
export function jsonView(schema: Schema | undefined): JsonSchema | undefined {
  if (schema === undefined) return undefined;
  try {
    const standard = standardOf(schema);
    if (standard !== undefined) return offered(standard);
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

function offered({ vendor, jsonSchema }: StandardProps): JsonSchema | undefined {
  try {
    const view = jsonSchema?.input({
      target: 'draft-2020-12',
      ...(vendor === 'zod' && { libraryOptions: { override: withoutConverted } }),
    });
    return isPlainObject(view) ? view : undefined;
  } catch {
    return undefined; // the specification lets it throw where a schema cannot be written so
  }
}

/**
 * What zod converts before it looks (`z.coerce.number()`, `z.preprocess(…)`) takes more than the JSON Schema that zod writes
 * for it, which is that of what comes out.
 */
function withoutConverted({ zodSchema, jsonSchema }: ZodView): void {
  const { type, coerce, in: first } = zodSchema.def;
  const converts = coerce === true || (type === 'pipe' && first?.def.type === 'transform');
  if (converts) for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
}

/** What zod hands to an override: of one schema at a time, its definition and what was written for it. */
interface ZodView {
  readonly zodSchema: ZodSchema;
  readonly jsonSchema: Record<string, unknown>;
}

interface ZodSchema {
  readonly def: { readonly type: string; readonly coerce?: unknown; readonly in?: ZodSchema };
}
