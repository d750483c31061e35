import type { Masker } from '@tenon/core';
import { markerOf } from '../secrets/secret.js';
import { formsOf, leastLength, SHORTEST_MASKED } from './forms.js';
import { type Leaves, maskedCopy } from './masked-copy.js';
import { type Form, findForms, formOf, isCutOff, replaceRanges } from './ranges.js';

/**
 * Masks the secrets of one run, by value and in every form that {@link formsOf} knows. A secret of one or two characters is
 * masked only where a whole text is nothing else. Total; a text that holds no secret stays the very same.
 */
export class SecretMask implements Masker, Leaves {
  readonly #secrets: readonly (readonly [name: string, text: string])[];
  /** Worked out when a text is first masked: most runs never do. */
  #forms: readonly Form[] | undefined;
  #markers: ReadonlySet<string> | undefined;
  /** Texts with fewer characters are no secret. */
  #briefest = Number.POSITIVE_INFINITY;
  /** Texts with fewer characters hold none of the forms, unless one of them is cut off there. */
  #shortest = Number.POSITIVE_INFINITY;
  /** Secrets that a number may be, by its digits, and what stands for them; `undefined` where there are none. */
  readonly #numbers: ReadonlyMap<string, string> | undefined;
  /** Whole texts that are secrets, by what stands for them. */
  readonly #exact = new Map<string, string>();

  constructor(secrets: Iterable<readonly [name: string, text: string]>) {
    this.#secrets = [...secrets];
    let numbers: Map<string, string> | undefined;
    for (const [name, text] of this.#secrets) {
      if (text === '') continue;
      const marker = markerOf(name);
      this.#exact.set(text, marker);
      this.#briefest = Math.min(this.#briefest, text.length);
      this.#shortest = Math.min(this.#shortest, leastLength(text));
      if (isNumeric(text)) (numbers ??= new Map()).set(text, marker);
    }
    this.#numbers = numbers;
  }

  text(text: string): string {
    const exact = text.length < this.#briefest ? undefined : this.#exact.get(text);
    if (exact !== undefined) return exact;
    if (text.length < this.#shortest && !isCutOff(text)) return text;
    this.#forms ??= this.#secrets.flatMap(([name, secret]) =>
      formsOf(secret).map((form) => formOf(form, markerOf(name))),
    );
    this.#markers ??= new Set(this.#secrets.map(([name]) => markerOf(name)));
    return replaceRanges(text, findForms(text, this.#forms, this.#markers));
  }

  value<T>(value: T): T {
    return maskedCopy(value, this);
  }

  number(value: number | bigint): string | undefined {
    return this.#numbers?.get(String(value));
  }
}

/** Whether a text is how a number shows. Of numbers only those are masked that are long enough to be told from others. */
function isNumeric(text: string): boolean {
  return text.length >= SHORTEST_MASKED && (String(Number(text)) === text || /^-?\d+$/.test(text));
}
