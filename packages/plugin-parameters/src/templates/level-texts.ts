import { isSecretValue } from '@tenon/core';
import { textOf } from './render.js';
import type { Reference } from './template.js';

/** A text read for a whole workflow: texts to stand as they are, and the numbers of references between them. */
export type NumberedText = readonly (string | number)[];

/**
 * What texts with templates come to in one run, at nodes to which nothing is addressed: there a reference is the same for
 * all of them. Each reference is looked up once, and each text put together once.
 */
export class LevelTexts {
  readonly #texts: readonly NumberedText[];
  readonly #references: readonly Reference[];
  readonly #valueOf: (reference: Reference) => unknown;
  readonly #values: unknown[] = [];
  readonly #shown: (string | undefined)[] = [];
  /** What the texts come to, as far as somebody has asked. */
  readonly #filled: unknown[];

  constructor(
    texts: readonly NumberedText[],
    references: readonly Reference[],
    valueOf: (reference: Reference) => unknown,
  ) {
    this.#texts = texts;
    this.#references = references;
    this.#valueOf = valueOf;
    this.#filled = new Array<unknown>(texts.length);
  }

  /** What a text comes to, by its number; `undefined` where a reference has no value, or one that is more than text. */
  of(number: number): unknown {
    return (this.#filled[number] ??= this.#put(this.#texts[number] as NumberedText));
  }

  #put(text: NumberedText): unknown {
    const [first] = text;
    if (text.length === 1 && typeof first === 'number') return this.#value(first);
    let whole = '';
    for (const part of text) {
      const shown = typeof part === 'string' ? part : this.#text(part);
      if (shown === undefined) return undefined;
      whole += shown;
    }
    return whole;
  }

  #value(number: number): unknown {
    return (this.#values[number] ??= this.#valueOf(this.#references[number] as Reference));
  }

  #text(number: number): string | undefined {
    const value = this.#value(number);
    return (this.#shown[number] ??= isSecretValue(value) ? undefined : textOf(value));
  }
}
