import { type JsonSchema, ownValue } from '@tenon/core';

/** The types of JSON Schema. */
export const TYPE_NAMES = {
  string: 'string',
  number: 'number',
  integer: 'integer',
  boolean: 'boolean',
  object: 'object',
  array: 'array',
  null: 'null',
} as const;
export type TypeName = keyof typeof TYPE_NAMES;

/** The types that a JSON Schema allows; `undefined` where it says nothing of them, or something unknown. */
export function typesOf(schema: JsonSchema): readonly TypeName[] | undefined {
  const stated = ownValue(schema, 'type');
  const names: readonly unknown[] = Array.isArray(stated) ? stated : [stated];
  return names.every(isTypeName) ? names : undefined;
}

/** Whether a value is of a type. */
export function isOfType(value: unknown, type: TypeName): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return Number.isFinite(value);
    case 'array':
      return Array.isArray(value);
    case 'null':
      return value === null;
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'string':
    case 'boolean':
      return typeof value === type;
  }
}

function isTypeName(name: unknown): name is TypeName {
  return typeof name === 'string' && Object.hasOwn(TYPE_NAMES, name);
}
