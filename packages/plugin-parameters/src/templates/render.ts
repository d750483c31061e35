import { isContainer, isSecretValue } from '@tenon/core';
import { Secret } from '../secrets/secret.js';
import { type Reference, type Template, wholeReference } from './template.js';

/** The value of a reference, its default included. */
export type ValueOfReference = (reference: Reference) => unknown;

/**
 * What a template gives: the very value where it consists of one reference, otherwise a text. A text with a secret in it is
 * a secret too, which shows the text with the secret's name in its place.
 */
export function render(template: Template, valueOf: ValueOfReference): unknown {
  const whole = wholeReference(template);
  if (whole !== undefined) return valueOf(whole);
  const names: string[] = [];
  let text = '';
  let shown = '';
  for (const part of template) {
    const value = typeof part === 'string' ? part : valueOf(part);
    if (isSecretValue(value)) {
      names.push(nameOf(value));
      text += value.reveal();
      shown += String(value);
    } else {
      const plain = textOf(value) ?? '';
      text += plain;
      shown += plain;
    }
  }
  return names.length === 0 ? text : new Secret(names.join(', '), text, shown);
}

/** A value as it stands in a text: numbers and the like as they print, dates by ISO 8601, plain data as JSON. */
export function textOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      return value === null ? 'null' : objectText(value);
    default:
      return undefined;
  }
}

/** The name of a secret, also of one that another package made. */
export function nameOf(secret: object): string {
  const name: unknown = Object.getOwnPropertyDescriptor(secret, 'name')?.value;
  return typeof name === 'string' ? name : 'value';
}

function objectText(value: object): string | undefined {
  try {
    if (value instanceof Date) return value.toISOString();
    return isContainer(value) ? JSON.stringify(value) : undefined;
  } catch {
    return undefined; // an invalid date, a cycle
  }
}
