import { isPlainObject } from '../values/data.js';
import type { JsonSchema } from './schema.js';

/** The part of the properties of a Standard Schema that is used here. */
export interface OffersJsonSchema {
  readonly vendor?: unknown;
  readonly jsonSchema?: { readonly input: (options: Readonly<Record<string, unknown>>) => unknown };
}

/**
 * The JSON Schema that a Standard Schema (zod, valibot, arktype) offers for what it takes, by its `~standard` properties;
 * `undefined` where it offers none. See https://standardschema.dev.
 */
export function offeredJsonSchema({
  vendor,
  jsonSchema,
}: OffersJsonSchema): JsonSchema | undefined {
  try {
    const offered = jsonSchema?.input({
      target: 'draft-2020-12',
      ...(vendor === 'zod' && { libraryOptions: { override: withoutConverted } }),
    });
    return isPlainObject(offered) ? offered : undefined;
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
