import { describeValue, isSecretValue, type JsonSchema, type Port, quoteList } from '@tenon/core';
import { isOfType, jsonSchemaOf, typesOf, valuesOf } from './types.js';

/**
 * Why a value cannot stand where a port is declared, as far as the type and the list of values of its JSON Schema say: to
 * stand behind "is 7, which". `undefined` where it can. What a secret holds is not judged.
 */
export function misfitOf(value: unknown, port: Port): string | undefined {
  if (isSecretValue(value)) return undefined;
  if (port.isMany && !Array.isArray(value)) return 'is no list, and the port takes one';
  const schema = jsonSchemaOf(port);
  if (schema === undefined) return undefined;
  const items: readonly unknown[] = port.isMany ? (value as readonly unknown[]) : [value];
  for (const item of items) {
    const flaw = isSecretValue(item) ? undefined : flawOf(item, schema);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

/** Whether a value is none of those that a port's JSON Schema lists. */
export function isOutsideEnum(value: unknown, port: Port): boolean {
  const schema = jsonSchemaOf(port);
  const items: readonly unknown[] = port.isMany && Array.isArray(value) ? value : [value];
  return schema !== undefined && items.some((item) => isUnlisted(item, schema));
}

function flawOf(value: unknown, schema: JsonSchema): string | undefined {
  const types = typesOf(schema);
  if (types !== undefined && !types.some((type) => isOfType(value, type))) {
    return `is not of type ${types.join(' or ')}`;
  }
  if (!isUnlisted(value, schema)) return undefined;
  const listed = (valuesOf(schema) ?? []).map((known) => describeValue(known));
  return `is none of ${quoteList(listed, 'and').replaceAll('""', '"')}`;
}

/** Lists hold plain data, most often texts and numbers, so that JSON tells whether two of their values are equal. */
function isUnlisted(value: unknown, schema: JsonSchema): boolean {
  const values = valuesOf(schema);
  if (values === undefined || values.includes(value)) return false;
  if (typeof value !== 'object' || value === null) return true;
  try {
    const text = JSON.stringify(value);
    return !values.some((known) => JSON.stringify(known) === text);
  } catch {
    return true;
  }
}
