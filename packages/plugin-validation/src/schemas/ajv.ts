import { createRequire } from 'node:module';
import type { Ajv, ErrorObject, Options, ValidateFunction } from 'ajv';
import type { FormatsPlugin } from 'ajv-formats';

const require = createRequire(import.meta.url);

/** The drafts of JSON Schema that can be used. */
export type Draft = '2020-12' | '7';

/**
 * Strict about the schema (unknown keywords, unknown formats), and lenient in matters of taste only. Values are never
 * coerced, completed or pruned; only own properties count, so that a property may be called `constructor`.
 */
const OPTIONS: Options = {
  strict: true,
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  allowUnionTypes: true,
  ownProperties: true,
  logger: false,
};

/**
 * A compiler of its own for one schema, and gone with it: a compiler keeps hold of all it ever compiled. Loading ajv takes
 * some 80 ms, so it waits for the first JSON Schema.
 */
export function ajvFor(draft: Draft, options: Options = {}): Ajv {
  // The schema has been checked by then, so that no compiler needs the meta-schemas.
  const ajv = make(draft, { ...OPTIONS, meta: false, validateSchema: false, ...options });
  const { default: addFormats } = require('ajv-formats') as { readonly default: FormatsPlugin };
  addFormats(ajv);
  return ajv;
}

/** A compiler that knows the meta-schema of a draft: to check schemas themselves. */
export function metaAjv(draft: Draft): Ajv {
  return make(draft, { logger: false });
}

function make(draft: Draft, options: Options): Ajv {
  // One class for each draft, alike but for the keywords they know.
  const { default: Made } = require(draft === '7' ? 'ajv' : 'ajv/dist/2020.js') as {
    readonly default: typeof Ajv;
  };
  return new Made(options);
}

export type { ErrorObject, ValidateFunction };
