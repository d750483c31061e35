/** Characters that a terminal acts on, that turn the direction of text, or that no text has. */
const HARMFUL = /[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029]/gu;

/** A text that a terminal shows and does not act on: what is harmful in it is shown by its number, as `\u001b`. */
export function harmless(text: string): string {
  return text.replace(
    HARMFUL,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
