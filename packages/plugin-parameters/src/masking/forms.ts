import { inspect } from './inspect.js';
import { partsOf } from './parts.js';
import { urlForms } from './url-forms.js';

/** Shorter secrets are masked only where they are all there is: anywhere else they are part of ordinary words. */
export const SHORTEST_MASKED = 3;
/** Shorter encodings, and shorter texts backwards, turn up in texts by chance. */
const SHORTEST_ENCODED = 6;
/** Longer texts are masked as they are, in JSON and encoded: nobody puts them into a URL. */
const LONGEST_ESCAPED = 65_536;
/** What stands for itself in JSON, in URLs and in inspected values, as most secrets do. */
const PLAIN = /^[\w.~-]+$/;

/**
 * The forms in which a secret may stand in a text: as it is, and the parts of it that are masked by themselves; as it
 * stands inside JSON and inspected values, also those inside one another; in URLs; in hexadecimal; in Base64, at any place
 * of what was encoded together with it; and backwards. Longest first. None for a secret of one or two characters.
 */
export function formsOf(secret: string): readonly string[] {
  const forms = new Set<string>();
  for (const text of partsOf(secret)) {
    if (text.length < SHORTEST_MASKED) continue;
    forms.add(text);
    if (!PLAIN.test(text)) addLong(forms, escapedForms(text), SHORTEST_MASKED);
    addLong(forms, encodedForms(text), SHORTEST_ENCODED);
  }
  return [...forms].sort((a, b) => b.length - a.length);
}

/** So many characters each of the forms of a secret has at least. Cheaper than the forms: most texts are shorter. */
export function leastLength(secret: string): number {
  if (secret.length < SHORTEST_MASKED) return Number.POSITIVE_INFINITY;
  // It is then the only part of itself, stands for itself everywhere, and no encoding is shorter.
  return PLAIN.test(secret) ? secret.length : SHORTEST_MASKED;
}

function addLong(forms: Set<string>, more: readonly string[], shortest: number): void {
  for (const form of more) if (form.length >= shortest) forms.add(form);
}

function escapedForms(text: string): readonly string[] {
  const json = inner(JSON.stringify(text));
  if (text.length > LONGEST_ESCAPED) return [json, inner(JSON.stringify(json))];
  const once = [json, ...printedForms(text)];
  const twice = once.flatMap((form) => [inner(JSON.stringify(form)), ...printedForms(form)]);
  return [...once, ...twice, ...foreignJson(json), ...urlForms(text)];
}

/** As it stands in a text that is inspected, whose other characters decide which quotes are escaped. */
function printedForms(text: string): readonly string[] {
  const printed = inner(inspect(text, { breakLength: Infinity, maxStringLength: null }));
  return [printed, printed.replace(/(?<!\\)'/g, "\\'")];
}

/** As other languages write JSON: in ASCII alone, without what means something in HTML, or with slashes escaped. */
function foreignJson(json: string): readonly string[] {
  return [
    json.replace(/[\u0080-\uffff]/g, codeOf),
    json.replace(/[\u0080-\uffff]/g, (character) =>
      codeOf(character).toUpperCase().replace('U', 'u'),
    ),
    json.replace(/[<>&]/g, codeOf),
    json.replaceAll('/', '\\/'),
  ];
}

function codeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function encodedForms(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const hex = bytes.toString('hex');
  const whole = bytes.toString('base64');
  const parts = [0, 1, 2].map((offset) => sharedPart(bytes, offset));
  const base64 = [whole, whole.replace(/=+$/, ''), ...parts];
  return [hex, hex.toUpperCase(), ...base64, ...base64.map(urlSafe), backwards(text)];
}

/**
 * The characters of Base64 that bytes give whatever stands before and behind them, when they begin at an offset of 0, 1 or 2
 * within a group of three: each character stands for six bits, and those at the edges share theirs with the neighbours.
 */
function sharedPart(bytes: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const start = Math.ceil((8 * offset) / 6);
  const end = Math.floor((8 * (offset + bytes.length)) / 6);
  return encoded.slice(start, end);
}

function urlSafe(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}

function backwards(text: string): string {
  return Array.from(text).reverse().join('');
}

function inner(quoted: string): string {
  return quoted.slice(1, -1);
}
