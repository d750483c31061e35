/** Characters that would break a line, a document or the direction of the text around them. */
const BLANK = /[\s\p{Zl}\p{Zp}]+/gu;
// Control characters, halves of pairs, characters that are none, and marks that turn the direction of text.
const UNSHOWN = /[\p{Cc}\p{Cs}\p{Cn}\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/gu;

/** A label on one line, of so many characters at most: what cannot be shown is shown as `�`, what is too long ends in `…`. */
export function plainText(text: string, longest: number): string {
  // A character has two code units at most; what is far behind the end need not be looked at.
  const near = text.slice(0, longest * 4 + 4);
  const line = near.replace(BLANK, ' ').trim().replace(UNSHOWN, '\ufffd');
  const characters = Array.from(line);
  const isWhole = characters.length <= longest && near.length === text.length;
  return isWhole ? line : `${characters.slice(0, longest - 1).join('')}…`;
}
