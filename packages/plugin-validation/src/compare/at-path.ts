import { isContainer, isPlainObject, type JsonSchema, ownValue, type Path } from '@tenon/core';
import { resolveRef } from './branches.js';

/**
 * What a JSON Schema says of the value at a path, where there is one; `undefined` where it says nothing that is certain.
 * Looks through `properties`, `items`, `prefixItems` (and the list form of `items` of draft 7) and local references.
 */
export function schemaAt(schema: JsonSchema | undefined, path: Path): JsonSchema | undefined {
  if (schema === undefined || path.length === 0) return schema;
  let here: JsonSchema = resolveRef(schema, schema);
  for (const key of path) {
    const inner = typeof key === 'number' ? itemOf(here, key) : propertyOf(here, key);
    if (!isPlainObject(inner)) return undefined;
    here = resolveRef(inner, schema);
  }
  // Seen alone, it has lost the definitions that its own references may name; all other references now lead elsewhere.
  const definitions = Object.fromEntries(
    TABLES.flatMap((name) => {
      const table = ownValue(schema, name);
      return table === undefined ? [] : [[name, table]];
    }),
  );
  const alone = { ...here, ...definitions };
  return refersElsewhere(alone) ? undefined : alone;
}

const TABLES = ['$defs', 'definitions'] as const;
/** Members of a schema that are looked through for references, at most: beyond them nothing is known. */
const MOST_MEMBERS = 10_000;

function refersElsewhere(schema: JsonSchema): boolean {
  const seen = new Set<object>([schema]);
  for (const here of seen) {
    for (const [key, member] of Object.entries(here)) {
      if (isContainer(member)) seen.add(member);
      else if (key === '$ref' && !TABLES.some((name) => String(member).startsWith(`#/${name}/`))) {
        return true;
      }
    }
    if (seen.size > MOST_MEMBERS) return true;
  }
  return false;
}

function propertyOf(schema: JsonSchema, name: string): unknown {
  const properties = ownValue(schema, 'properties');
  return isPlainObject(properties) ? ownValue(properties, name) : undefined;
}

function itemOf(schema: JsonSchema, index: number): unknown {
  const items = ownValue(schema, 'items');
  const [first, rest] = Array.isArray(items)
    ? [items as readonly unknown[], ownValue(schema, 'additionalItems')]
    : [ownValue(schema, 'prefixItems'), items];
  const leading = Array.isArray(first) ? (first as readonly unknown[]) : [];
  return index < leading.length ? leading[index] : rest;
}
