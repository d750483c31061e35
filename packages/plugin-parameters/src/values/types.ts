import { isPlainObject, type JsonSchema, ownValue, type Port } from '@tenon/core';

/** A port's schema where it is a JSON Schema; of other kinds of schema nothing is known here. */
export function jsonSchemaOf({ schema }: Port): JsonSchema | undefined {
  return isPlainObject(schema) && !('~standard' in schema) ? schema : undefined;
}

/** The names of the types that a JSON Schema allows: as it says, or those of its values; `undefined` where it is open. */
export function typesOf(schema: JsonSchema): readonly string[] | undefined {
  const type = ownValue(schema, 'type');
  if (typeof type === 'string') return [type];
  if (Array.isArray(type)) return type.map(String);
  const values = valuesOf(schema);
  return values === undefined ? undefined : [...new Set(values.map(typeNameOf))];
}

/** The values that a JSON Schema allows, where it lists them. */
export function valuesOf(schema: JsonSchema): readonly unknown[] | undefined {
  const values = ownValue(schema, 'enum');
  if (Array.isArray(values)) return values as readonly unknown[];
  return Object.hasOwn(schema, 'const') ? [ownValue(schema, 'const')] : undefined;
}

/** Whether a value is of a type by its name in JSON Schema. An unknown name allows anything. */
export function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return Number.isFinite(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isPlainObject(value);
    case 'null':
      return value === null;
    default:
      return true;
  }
}

function typeNameOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}
