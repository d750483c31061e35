import type { Masker } from '@tenon/core';
import { markerOf } from '../secrets/secret.js';
import { formsOf, SHORTEST_MASKED } from './forms.js';
import { maskedCopy } from './masked-copy.js';
import { type Form, findForms, formOf, replaceRanges } from './ranges.js';

/**
 * Masks the secrets of one run, by value and in every form that {@link formsOf} knows. A secret of one or two characters is
 * masked only where a whole text is nothing else. Total; a text that holds no secret stays the very same.
 */
export class SecretMask implements Masker {
  readonly #secrets: readonly (readonly [name: string, text: string])[];
  /** Worked out when a text is first masked: most runs never do. */
  #forms: readonly Form[] | undefined;
  /** Whole texts that are secrets, by what stands for them. */
  readonly #exact = new Map<string, string>();
  readonly #markers = new Set<string>();

  constructor(secrets: Iterable<readonly [name: string, text: string]>) {
    this.#secrets = [...secrets];
    for (const [name, text] of this.#secrets) {
      const marker = markerOf(name);
      this.#markers.add(marker);
      if (text !== '') this.#exact.set(text, marker);
    }
  }

  text(text: string): string {
    const exact = this.#exact.get(text);
    if (exact !== undefined) return exact;
    this.#forms ??= this.#secrets.flatMap(([name, secret]) =>
      formsOf(secret).map((form) => formOf(form, markerOf(name))),
    );
    return replaceRanges(text, findForms(text, this.#forms, this.#markers));
  }

  value<T>(value: T): T {
    return maskedCopy(value, {
      text: (text) => this.text(text),
      // As a number, only what is long enough to be told from others.
      number: (text) => (text.length < SHORTEST_MASKED ? undefined : this.#exact.get(text)),
    });
  }
}
