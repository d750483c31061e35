const ENTITIES = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
} as const;
/** What XML does not allow, and marks that turn the direction of the text around them; tabs and new lines stay. */
const UNSHOWN = /(?![\t\n])[\p{Cc}\p{Cs}\p{Cn}\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/gu;

/** A text as HTML and XML take it, in elements and in quoted attributes. */
export function escaped(text: string): string {
  return text
    .replace(UNSHOWN, '\ufffd')
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign as keyof typeof ENTITIES]);
}
