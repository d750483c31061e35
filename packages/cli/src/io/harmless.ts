/** Marks that turn the direction of text, line separators, and what stands at the beginning of some files. */
const MARKS = '\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff';
/** Control characters, marks and halves of characters; for texts of several lines without line break and tab. */
const HARMFUL = new RegExp(`[\\0-\\x1f\\x7f-\\x9f${MARKS}\\p{Cs}]`, 'gu');
const HARMFUL_IN_LINES = new RegExp(`[\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f${MARKS}\\p{Cs}]`, 'gu');

/** Where Unicode keeps pictures of the control characters: `␛` for ESC. */
const PICTURES = 0x2400;
const PICTURE_OF_DELETE = '\u2421';

/** A text that a terminal shows and does not act on, in one line: every control character is shown as a picture. */
export function harmless(text: string): string {
  return text.replace(HARMFUL, picture);
}

/** The same for a text of several lines. */
export function harmlessLines(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(HARMFUL_IN_LINES, picture);
}

function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(PICTURES + code);
  return code === 0x7f ? PICTURE_OF_DELETE : `\\u${code.toString(16).padStart(4, '0')}`;
}
