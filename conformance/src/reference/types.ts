import { isObject, type Json } from '../case.js';
import { isList, textOr } from './values.js';

/** What a port of a `typed` node, or an output of `emit`, declares. */
export interface Declared {
  readonly type: string;
  readonly values?: readonly Json[];
}

export const ANY: Declared = { type: 'any' };

/** Reads `{ type?, enum? }`. */
export function declaredBy(stated: Json | undefined): Declared {
  if (!isObject(stated)) return typeof stated === 'string' ? { type: stated } : ANY;
  const { type, enum: values } = stated;
  return { type: textOr(type, 'any'), ...(isList(values) && { values }) };
}

/** The codes of what is wrong with a value: none, one or both of TYPE_MISMATCH and ENUM_VIOLATED. */
export function misfits({ type, values }: Declared, value: Json): string[] {
  return [
    ...(isOfType(type, value) ? [] : ['TYPE_MISMATCH']),
    ...(values === undefined || values.includes(value) ? [] : ['ENUM_VIOLATED']),
  ];
}

function isOfType(type: string, value: Json): boolean {
  switch (type) {
    case 'int':
      return Number.isInteger(value);
    case 'float':
      return Number.isFinite(value);
    case 'string':
      return typeof value === 'string';
    case 'bool':
      return typeof value === 'boolean';
    case 'list':
      return isList(value);
    case 'dict':
      return isObject(value);
    default:
      return true;
  }
}

/** Whether no value of the one type is a value of the other. */
export function isClash(output: Declared, input: Declared): boolean {
  const numbers = ['int', 'float'];
  if (output.type === 'any' || input.type === 'any' || output.type === input.type) return false;
  return !(numbers.includes(output.type) && numbers.includes(input.type));
}

/** A value under `coerce: lossless`: another where it is a text for the value that the type wants, or the reverse. */
export function coerced({ type }: Declared, value: Json): Json {
  if (isOfType(type, value)) return value;
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    return String(value);
  }
  if (type === 'bool' && (value === 'true' || value === 'false')) return value === 'true';
  if ((type === 'int' || type === 'float') && typeof value === 'string') {
    const number = Number(value);
    if (String(number) === value && isOfType(type, number)) return number;
  }
  return value;
}
