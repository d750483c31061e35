import { AssertionError } from 'node:assert';
import { inspect } from 'node:util';
import { RuntimeError } from '@tenon/core';
import { bytesWithin } from './values/bytes-within.js';

/** Characters shown before and behind what was found. */
const AROUND = 30;
/** A letter or two stand in any text by chance: they are looked for as they are and in no other form. */
const SHORTEST_WRITTEN = 3;
/** So do a few letters of an encoding, or backwards: such a form has at least so many. */
const SHORTEST_ENCODED = 6;
/** Those that are looked for across spaces and lines have at least so many. */
const SHORTEST_BROKEN = 16;

/**
 * Fails when something that is written or shown holds a secret. Looks at a text as it is, at bytes as text, and at any other
 * value as it is inspected (hidden members, Maps, Sets, and causes of errors included), as its JSON, as its own text, and at
 * bytes anywhere in it; and looks for the secret as it is, backwards, inside JSON, URLs, HTML and escaped text, in
 * hexadecimal, in Base64 at any place of what was encoded, and, where it is long, broken by spaces or over lines.
 *
 * It has its own list of forms, so that it finds what a masking that it tests forgets. Throws OPTION_INVALID where no secret is
 * named, or an empty one: such a test would notice nothing, or anything.
 *
 * @example
 * expectNoSecretIn([result, log.lines, sink.events], 'hunter-two');
 */
export function expectNoSecretIn(shown: unknown, ...secrets: readonly string[]): void {
  if (secrets.length === 0 || secrets.includes('')) {
    throw new RuntimeError('OPTION_INVALID', 'expectNoSecretIn has no secret to look for.', {
      hint: "Name each secret as it is: expectNoSecretIn(shown, 'hunter-two').",
    });
  }
  const views = viewsOf(shown);
  const bareViews = views.map(([view, content]) => [view, withoutSpaces(content)] as const);
  for (const secret of secrets) {
    for (const [form, text] of formsOf(secret)) {
      search(views, text, `The secret "${secret}" shows ${form}`);
      const bare = withoutSpaces(text);
      if (bare.length < SHORTEST_BROKEN) continue;
      search(bareViews, bare, `The secret "${secret}" shows ${form}, broken by spaces,`);
    }
  }
}

type View = readonly [view: string, content: string];

function search(views: readonly View[], text: string, finding: string): void {
  for (const [view, content] of views) {
    const at = content.indexOf(text);
    if (at < 0) continue;
    const excerpt = content.slice(Math.max(0, at - AROUND), at + text.length + AROUND);
    throw new AssertionError({
      message: `${finding} in ${view}: ${JSON.stringify(excerpt)}`,
      stackStartFn: expectNoSecretIn,
    });
  }
}

function viewsOf(shown: unknown): View[] {
  if (typeof shown === 'string') return [['the text', shown]];
  if (shown instanceof Uint8Array) return byteViews(shown);
  const everything = { depth: Infinity, maxArrayLength: null, maxStringLength: null };
  return [
    ['what is inspected', inspect(shown, { ...everything, breakLength: Infinity })],
    ['what is inspected with hidden members', inspect(shown, { ...everything, showHidden: true })],
    ['the JSON', attempt(() => jsonOf(shown))],
    ['the text', attempt(() => String(shown))],
    ...bytesWithin(shown).flatMap(byteViews),
  ];
}

/** Bytes as text, in the encodings of text that files and protocols have. */
function byteViews(bytes: Uint8Array): View[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [
    ['the bytes', buffer.toString()],
    ['the bytes in Latin-1', buffer.toString('latin1')],
    ['the bytes in UTF-16', buffer.toString('utf16le')],
    ['the bytes in UTF-16', buffer.subarray(1).toString('utf16le')],
  ];
}

/** Each object once, so that a cycle does not hide the rest. */
function jsonOf(shown: unknown): string | undefined {
  const seen = new Set<unknown>();
  return JSON.stringify(shown, (_, value: unknown) => {
    if (typeof value === 'bigint') return String(value);
    if (typeof value !== 'object' || value === null) return value;
    if (seen.has(value)) return undefined;
    seen.add(value);
    return value;
  });
}

/** What has no such view shows nothing in it. */
function attempt(view: () => string | undefined): string {
  try {
    return view() ?? '';
  } catch {
    return '';
  }
}

type Form = readonly [form: string, text: string];

function formsOf(secret: string): readonly Form[] {
  if (secret.length < SHORTEST_WRITTEN) return [['as it is', secret]];
  const written = writtenForms(secret).filter(([, text]) => text.length >= SHORTEST_WRITTEN);
  const encoded = encodedForms(secret).filter(([, text]) => text.length >= SHORTEST_ENCODED);
  return [...written, ...encoded];
}

function writtenForms(secret: string): readonly Form[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const component = encodeURIComponent(secret);
  return [
    ['as it is', secret],
    ['inside JSON', json],
    ['inside JSON in JSON', JSON.stringify(json).slice(1, -1)],
    ['escaped', escaped(json)],
    ['inside HTML', inHtml(secret)],
    ['inside a URL', component],
    ['inside a URL', component.replace(/[!'()*]/g, (sign) => `%${hexOf(sign)}`)],
    ['inside a URL', inAddress(secret)],
    ['inside a query', new URLSearchParams({ '': secret }).toString().slice(1)],
  ];
}

function encodedForms(secret: string): readonly Form[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  const alone = bytes.toString('base64').replace(/=+$/, '');
  const base64 = [alone, ...[0, 1, 2].map((offset) => base64Part(bytes, offset))];
  return [
    ['backwards', Array.from(secret).reverse().join('')],
    ['in hexadecimal', hex],
    ['in hexadecimal', hex.toUpperCase()],
    ...base64.map((text) => ['in Base64', text] as const),
    ...base64.map((text) => ['in Base64 for URLs', urlSafe(text)] as const),
  ];
}

/** As JSON in ASCII and many logs write it. */
function escaped(json: string): string {
  return json.replace(
    /[^ -~]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function inHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** As an address writes what it was given as it is. */
function inAddress(text: string): string {
  const url = new URL('https://host');
  url.search = text;
  return url.search.slice(1);
}

/** The characters of Base64 that do not depend on what is encoded before and behind the bytes. */
function base64Part(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  return text.slice(Math.ceil((8 * offset) / 6), Math.floor((8 * (offset + bytes.length)) / 6));
}

function urlSafe(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}

function withoutSpaces(text: string): string {
  return text.replace(/\s+/g, '');
}

function hexOf(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase();
}
