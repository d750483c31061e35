import { isPlainObject, type JsonSchema, ownValue } from '@tenon/core';

/** References followed in a row, and alternatives of one schema, at most: beyond them nothing is known. */
const MOST_REFS = 16;
const MOST_BRANCHES = 64;

const ANYTHING: JsonSchema = Object.freeze({});

/** The schema that stands behind local references, `#/$defs/order`; what cannot be resolved allows anything. */
export function resolveRef(schema: unknown, root: JsonSchema): JsonSchema {
  let here = schema;
  for (let hop = 0; hop < MOST_REFS; hop++) {
    if (!isPlainObject(here)) return ANYTHING;
    const ref = ownValue(here, '$ref');
    if (ref === undefined) return here;
    here = typeof ref === 'string' ? pointedAt(root, ref) : undefined;
  }
  return ANYTHING;
}

/**
 * The alternatives of a schema, each a list of schemas that all hold: of `anyOf` and `oneOf` one branch holds, beside what
 * the schema itself says, and of `allOf` every one.
 */
export function branchesOf(
  schema: JsonSchema,
  root: JsonSchema,
): readonly (readonly JsonSchema[])[] {
  const always = [schema, ...listOf(schema, 'allOf').map((part) => resolveRef(part, root))];
  const choices = listOf(schema, 'anyOf');
  const either = choices.length > 0 ? choices : listOf(schema, 'oneOf');
  if (either.length === 0 || either.length > MOST_BRANCHES) return [always];
  return either.map((branch) => [...always, resolveRef(branch, root)]);
}

function listOf(schema: JsonSchema, keyword: string): readonly unknown[] {
  const list = ownValue(schema, keyword);
  return Array.isArray(list) ? (list as readonly unknown[]) : [];
}

function pointedAt(root: JsonSchema, ref: string): unknown {
  if (ref !== '#' && !ref.startsWith('#/')) return undefined;
  let here: unknown = root;
  for (const part of ref.split('/').slice(1)) {
    const key = decoded(part)?.replaceAll('~1', '/').replaceAll('~0', '~');
    if (key === undefined || typeof here !== 'object' || here === null) return undefined;
    here = ownValue(here, key);
  }
  return here;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
