import { isPlainObject, ownValue, type Port } from '@tenon/core';
import type { NameType } from './condition.js';

/** How deep the members of a schema are looked at: deeper ones may be anything. */
const DEEPEST = 8;

/**
 * What a port's schema says of its type, for the scope of a condition: the common keywords of JSON Schema are understood;
 * classes and schemas of other libraries say nothing. A port that takes many holds a list.
 */
export function typeOfPort({ schema, isMany }: Pick<Port, 'schema' | 'isMany'>): NameType {
  return isMany ? 'list' : typeOfSchema(schema, 0);
}

function typeOfSchema(schema: unknown, depth: number): NameType {
  if (!isPlainObject(schema) || '~standard' in schema) return 'any';
  const types = typesIn(schema);
  const [type] = types;
  if (type === undefined || types.length > 1) return 'any';
  return type === 'object' ? membersIn(schema, depth) : type;
}

type SimpleType = Exclude<NameType, object | 'any'>;

/** The types that a schema allows but `null`, which fits all; `any` is none. */
function typesIn(schema: object): readonly SimpleType[] {
  const named: unknown = ownValue(schema, 'type');
  const names = named === undefined ? valuesIn(schema).map(nameOf) : [named].flat();
  const types = new Set<SimpleType>();
  for (const name of names) {
    if (name === 'null') continue;
    const type = typeof name === 'string' ? TYPES.get(name) : undefined;
    if (type === undefined) return [];
    types.add(type);
  }
  return [...types];
}

/** The values that a schema lists. */
function valuesIn(schema: object): readonly unknown[] {
  if (Object.hasOwn(schema, 'const')) return [ownValue(schema, 'const')];
  const listed: unknown = ownValue(schema, 'enum');
  return Array.isArray(listed) ? listed : [];
}

/** The type of a value, as JSON Schema names it. */
function nameOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

const TYPES: ReadonlyMap<string, SimpleType> = new Map([
  ['number', 'number'],
  ['integer', 'number'],
  ['string', 'string'],
  ['boolean', 'boolean'],
  ['array', 'list'],
  ['object', 'object'],
]);

function membersIn(schema: object, depth: number): NameType {
  const properties: unknown = ownValue(schema, 'properties');
  if (!isPlainObject(properties) || depth === DEEPEST) return 'object';
  const members = new Map(
    Object.keys(properties).map((name) => [
      name,
      typeOfSchema(ownValue(properties, name), depth + 1),
    ]),
  );
  return { members, open: ownValue(schema, 'additionalProperties') !== false };
}
