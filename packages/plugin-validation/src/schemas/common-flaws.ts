import { describeValue, didYouMean, type Path } from '@tenon/core';
import type { Flaw } from './flaw.js';

/** So many of the values that a schema lists are named. */
const MOST_VALUES = 8;

/** A value of the wrong type. `type` is what it must be: `integer`, `string or null`. */
export function mistyped(path: Path, type: string): Flaw {
  return { category: 'type', rule: 'type', path, message: `must be ${type}` };
}

/** Something that is not there; the path says where it should be. */
export function missing(path: Path): Flaw {
  return { category: 'missing', rule: 'required', path, message: 'is missing' };
}

/** A value that is none of those listed. */
export function listed(path: Path, values: readonly unknown[], value: unknown): Flaw {
  const texts = values.filter((known) => typeof known === 'string');
  const hint = typeof value === 'string' ? didYouMean(value, texts) : '';
  return {
    category: 'constraint',
    rule: 'enum',
    path,
    message: values.length === 0 ? 'must be one of the values listed' : `must be ${either(values)}`,
    ...(hint !== '' && { hint }),
  };
}

/** A property that the schema does not know, and does not allow. */
export function unknownProperty(path: Path, name: string, known: readonly string[]): Flaw {
  const hint = didYouMean(name, known);
  return {
    category: 'structure',
    rule: 'unknownProperty',
    path: [...path, name],
    message: 'is no property that the schema knows',
    ...(hint !== '' && { hint }),
  };
}

/** As JSON writes it; what JSON cannot write (BigInt, a cycle) is described. */
function valueText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? describeValue(value);
  } catch {
    return describeValue(value);
  }
}

/** `"a", "b" or 7`. */
function either(values: readonly unknown[]): string {
  const shown = values.slice(0, MOST_VALUES).map(valueText);
  if (values.length > MOST_VALUES) shown.push(`${String(values.length - MOST_VALUES)} more`);
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} or ${last}`;
}
