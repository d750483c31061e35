import * as types from 'node:util/types';
import { describeValue, RuntimeError, type SecretValue } from '@tenon/core';
import { inspect } from '../masking/inspect.js';

const BRAND = Symbol.for('tenon.Secret');

/**
 * A text that is to be kept secret. Opaque: in strings, JSON, inspection and copies it shows its name, `[secret NAME]`;
 * {@link reveal} is the only way to the text. Frozen.
 *
 * A plugin that resolves references of its own answers secrets as `new Secret(name, text)`: the run then masks them.
 */
export class Secret implements SecretValue {
  readonly name: string;
  readonly #text: string;
  readonly #shown: string;

  /** `shown` is what stands for it; made of the name where nothing is said. Throws OPTION_INVALID for what is no text. */
  constructor(name: string, text: string, shown = markerOf(name)) {
    if (typeof text !== 'string') {
      throw new RuntimeError(
        'OPTION_INVALID',
        `The secret "${name}" is ${kindOf(text)}, not a text.`,
        {
          hint: 'Make it of a text: new Secret(name, text).',
        },
      );
    }
    this.name = name;
    this.#text = text;
    this.#shown = shown;
    Object.defineProperty(this, BRAND, { value: true });
    Object.freeze(this);
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return this.#shown;
  }

  toJSON(): string {
    return this.#shown;
  }

  [inspect.custom](): string {
    return this.#shown;
  }
}

/** What stands for a secret wherever it would show. */
export function markerOf(name: string): string {
  return `[secret ${name}]`;
}

/** What a value is, without anything of what it holds: it may be a secret in another form. */
export function kindOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return types.isProxy(value) ? 'a proxy' : `an object of ${classOf(value)}`;
  }
  return value === null || value === undefined ? String(value) : `a ${typeof value}`;
}

function classOf(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  const constructor: unknown =
    prototype === null
      ? undefined
      : Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  if (typeof constructor !== 'function') return 'no class';
  return describeValue(constructor).replace(/^function /, 'class ');
}
