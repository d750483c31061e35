import { inspect } from 'node:util';

/** Shorter secrets are masked only where they are all there is: anywhere else they are part of ordinary words. */
export const SHORTEST_MASKED = 3;
/** Shorter parts of an encoding turn up in texts by chance. */
const SHORTEST_PART = 6;
/** Lines of a secret that are masked by themselves have so many characters, and there are no more than so many. */
const SHORTEST_LINE = 16;
const MOST_LINES = 256;
/** Longer texts are masked as they are, in JSON and encoded: nobody puts them into a URL. */
const LONGEST_ESCAPED = 65_536;
/** What stands for itself in JSON, in URLs and in inspected values, as most secrets do. */
const PLAIN = /^[\w.~-]+$/;

/**
 * The forms in which a secret may stand in a text: as it is; trimmed and line by line; as it stands inside JSON, also JSON
 * in JSON, and in inspected values; in URLs; in hexadecimal; in Base64, at any place of what was encoded together with it;
 * and backwards. Longest first. None for a secret of one or two characters.
 */
export function formsOf(secret: string): readonly string[] {
  const forms = new Set<string>();
  for (const text of new Set([secret, secret.trim(), ...linesOf(secret)])) {
    if (text.length < SHORTEST_MASKED) continue;
    const escaped = PLAIN.test(text) ? [] : [...jsonForms(text), ...otherForms(text)];
    for (const form of [text, backwards(text), ...encodedForms(text), ...escaped]) forms.add(form);
  }
  return [...forms].sort((a, b) => b.length - a.length);
}

function linesOf(secret: string): string[] {
  if (!secret.includes('\n')) return [];
  const lines = secret.split('\n', MOST_LINES).map((line) => line.trim());
  return lines.filter((line) => line.length >= SHORTEST_LINE);
}

function backwards(text: string): string {
  return Array.from(text).reverse().join('');
}

function jsonForms(text: string): string[] {
  const json = inner(JSON.stringify(text));
  return [json, inner(JSON.stringify(json))];
}

function otherForms(text: string): string[] {
  if (text.length > LONGEST_ESCAPED) return [];
  const printed = inner(inspect(text, { breakLength: Infinity, maxStringLength: null }));
  const upper = (digits: string) => digits.toUpperCase();
  return [asciiJson(text, String), asciiJson(text, upper), ...urlForms(text), printed];
}

/** JSON of ASCII alone: everything else by its code, in hexadecimal digits of one case. */
function asciiJson(text: string, toCase: (digits: string) => string): string {
  return inner(JSON.stringify(text)).replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${toCase(character.charCodeAt(0).toString(16).padStart(4, '0'))}`,
  );
}

function urlForms(text: string): string[] {
  const whole = text.replace(/\p{Surrogate}/gu, '\ufffd'); // half of a pair has no form in a URL
  const query = new URLSearchParams([['', whole]]).toString().slice(1);
  return [encodeURIComponent(whole), query, encodeURI(whole)].flatMap((encoded) => [
    encoded,
    encoded.replace(/%[\dA-F]{2}/g, (escape) => escape.toLowerCase()),
  ]);
}

function encodedForms(text: string): string[] {
  const bytes = Buffer.from(text);
  const hex = bytes.toString('hex');
  const whole = bytes.toString('base64');
  const parts = [0, 1, 2].map((offset) => sharedPart(bytes, offset));
  const base64 = [
    whole,
    whole.replace(/=+$/, ''),
    ...parts.filter((part) => part.length >= SHORTEST_PART),
  ];
  return [hex, hex.toUpperCase(), ...base64, ...base64.map(urlSafe)];
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

function inner(quoted: string): string {
  return quoted.slice(1, -1);
}
