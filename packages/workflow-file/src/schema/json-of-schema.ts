import { isPlainObject, type JsonSchema, type Schema } from '@tenon/core';

/**
 * A schema as a JSON Schema: its own text, or what a Standard Schema (zod, valibot, arktype) offers for what it takes.
 * `undefined` where nothing is known of it: a class, a library that offers none.
 */
export function jsonOfSchema(schema: Schema | undefined): JsonSchema | undefined {
  if (schema === undefined || (typeof schema === 'function' && !('~standard' in schema)))
    return undefined;
  if (!('~standard' in schema)) return isPlainObject(schema) ? schema : undefined;
  const { vendor, jsonSchema } = Object(schema['~standard']) as Offering;
  try {
    const offered = jsonSchema?.input({
      target: 'draft-2020-12',
      ...(vendor === 'zod' && { libraryOptions: { override: withoutConverted } }),
    });
    return isPlainObject(offered) ? offered : undefined;
  } catch {
    return undefined; // a library may refuse what JSON Schema cannot say
  }
}

/** The part of a Standard Schema that is used here. */
interface Offering {
  readonly vendor?: unknown;
  readonly jsonSchema?: { readonly input: (options: Readonly<Record<string, unknown>>) => unknown };
}

/** What zod converts before it looks takes more than the JSON Schema that zod writes for it says. */
function withoutConverted({ zodSchema, jsonSchema }: ZodView): void {
  const { type, coerce, in: first } = zodSchema.def;
  const converts = coerce === true || (type === 'pipe' && first?.def.type === 'transform');
  if (converts) for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
}

interface ZodView {
  readonly zodSchema: ZodSchema;
  readonly jsonSchema: Record<string, unknown>;
}

interface ZodSchema {
  readonly def: { readonly type: string; readonly coerce?: unknown; readonly in?: ZodSchema };
}
