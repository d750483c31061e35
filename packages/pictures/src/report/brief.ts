import { plainText } from '../text/plain-text.js';

const LONGEST_NAME = 120;
/** Messages may quote what they tell of. */
const LONGEST_TEXT = 1_000;

/** A name on the page, by the ids that lead to it. */
export function nameOf(path: readonly string[]): string {
  return plainText(path.join(' / '), LONGEST_NAME);
}

/** A sentence on the page. */
export function textOf(text: string): string {
  return plainText(text, LONGEST_TEXT);
}
