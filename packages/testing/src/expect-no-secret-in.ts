import { AssertionError } from 'node:assert';
import { inspect } from 'node:util';

/** Characters shown before and behind what was found. */
const AROUND = 30;

/**
 * Fails when something that is written or shown holds a secret. Looks at a text as it is, at bytes as text, and at any other
 * value as it is inspected (hidden members included), as its JSON and as its own text; and looks for the secret as it is,
 * backwards, inside JSON and URLs, in hexadecimal, and in Base64 at any place of what was encoded.
 *
 * It has its own list of forms, so that it finds what a masking that it tests forgets.
 *
 * @example
 * expectNoSecretIn([result, log.lines, sink.events], 'hunter-two');
 */
export function expectNoSecretIn(shown: unknown, ...secrets: readonly string[]): void {
  const views = viewsOf(shown);
  for (const secret of secrets) {
    for (const [form, text] of formsOf(secret)) {
      for (const [view, content] of views) {
        const at = content.indexOf(text);
        if (at < 0) continue;
        const excerpt = content.slice(Math.max(0, at - AROUND), at + text.length + AROUND);
        throw new AssertionError({
          message: `The secret "${secret}" shows ${form} in ${view}: ${JSON.stringify(excerpt)}`,
          stackStartFn: expectNoSecretIn,
        });
      }
    }
  }
}

function viewsOf(shown: unknown): [view: string, content: string][] {
  if (typeof shown === 'string') return [['the text', shown]];
  if (shown instanceof Uint8Array) return [['the bytes', Buffer.from(shown).toString()]];
  const everything = { depth: Infinity, maxArrayLength: null, maxStringLength: null };
  return [
    ['what is inspected', inspect(shown, { ...everything, breakLength: Infinity })],
    ['what is inspected with hidden members', inspect(shown, { ...everything, showHidden: true })],
    ['the JSON', attempt(() => JSON.stringify(shown))],
    ['the text', attempt(() => String(shown))],
  ];
}

/** What has no such view shows nothing in it. */
function attempt(view: () => string | undefined): string {
  try {
    return view() ?? '';
  } catch {
    return '';
  }
}

function formsOf(secret: string): [form: string, text: string][] {
  const bytes = Buffer.from(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  const forms: [string, string][] = [
    ['as it is', secret],
    ['backwards', Array.from(secret).reverse().join('')],
    ['inside JSON', json],
    ['inside JSON in JSON', JSON.stringify(json).slice(1, -1)],
    ['inside a URL', encodeURIComponent(secret)],
    ['inside a query', new URLSearchParams({ '': secret }).toString().slice(1)],
    ['in hexadecimal', bytes.toString('hex')],
    ['in hexadecimal', bytes.toString('hex').toUpperCase()],
  ];
  for (const offset of [0, 1, 2]) {
    const base64 = base64Part(bytes, offset);
    forms.push(['in Base64', base64], ['in Base64 for URLs', urlSafe(base64)]);
  }
  // A few characters stand in any text by chance.
  return forms.filter(([form, text]) => form === 'as it is' || text.length >= 4);
}

/** The characters of Base64 that do not depend on what is encoded before and behind the bytes. */
function base64Part(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  return text.slice(Math.ceil((8 * offset) / 6), Math.floor((8 * (offset + bytes.length)) / 6));
}

function urlSafe(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}
