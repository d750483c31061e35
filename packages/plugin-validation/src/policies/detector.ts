import type { Detection } from './define-policy.js';

/** An entry of a table of detectors: how one kind of text is recognised, and who says that it looks so. */
export interface Detector {
  readonly detector: string;
  /** What it is, as in "holds …". */
  readonly holds: string;
  /** Where its shape is defined. */
  readonly source: string;
  /** Whether it is in a text. Linear in the length of the text. */
  readonly isIn: (text: string) => boolean;
}

/** What of a table recognises something in a text, in the table's order. */
export function recognise(
  detectors: readonly Detector[],
  text: string,
  hint: string,
): readonly Detection[] {
  return detectors
    .filter(({ isIn }) => isIn(text))
    .map(({ detector, holds }) => ({ detector, holds, hint }));
}
