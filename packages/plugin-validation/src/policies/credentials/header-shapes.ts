import { isAlphanumeric, isUrlSafe } from '../characters.js';
import type { Detector } from '../detector.js';
import { isChosen, isGenerated, isPlaceholder, isReference } from './credential-values.js';

/** Longer headers of a token hold whole chains of certificates; nobody signs a longer one. */
const LONGEST_HEADER = 16_384;
/** What people put between the name of a scheme and what it authorises with. */
const BASIC = /(?<![A-Za-z0-9_])basic[ \t]{1,4}([A-Za-z0-9+/_-]{6,512}={0,2})(?![A-Za-z0-9+/_-])/gi;
const BEARER =
  /(authorization["']?[ \t]{0,4}[:=][ \t]{0,4}["']?)?(?<![A-Za-z])bearer[ \t]{1,4}["']?([\w.~+/-]{6,512})/gi;
const PARTS = /(?<![\w.-])(ey[\w-]+)\.[\w-]+\.[\w-]*/g;
const TELEGRAM = /(?<![\w:])\d{8,10}:AA[\w-]{32,33}(?![\w-])/;
const DISCORD = /(?<![\w.-])[MNO][A-Za-z\d]{23,27}\.[\w-]{6}\.[\w-]{27,38}(?![\w.-])/;
/** With what comes behind it: a sentence about such a line is no key. */
const PRIVATE_KEY =
  /-----BEGIN (?:[A-Z]{2,9} ){0,2}PRIVATE KEY(?: BLOCK)?-----[ \t]{0,4}(?:(?:\r?\n|\\r\\n|\\n)\s{0,4}[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{16})/;
const PUTTY_KEY = /PuTTY-User-Key-File-\d: /;

/** Credentials that are recognised by how they are written down: in headers, in addresses, and in blocks of text. */
export const HEADER_DETECTORS: readonly Detector[] = [
  {
    detector: 'json-web-token',
    holds: 'a JSON web token',
    source: 'RFC 7515 section 7.1 and RFC 7516 section 7.1, compact serialisation',
    isIn: (text) =>
      text.includes('ey') && some(text, PARTS, ([, header = '']) => isTokenHeader(header)),
  },
  {
    detector: 'telegram-token',
    holds: 'the token of a Telegram bot',
    source: 'Telegram bot API, "Authorizing your bot"',
    isIn: (text) => text.includes(':AA') && TELEGRAM.test(text),
  },
  {
    detector: 'discord-token',
    holds: 'the token of a Discord bot',
    source: 'Discord developer docs, "Authentication"; an id, a time and a signature in Base64',
    isIn: (text) => DISCORD.test(text),
  },
  {
    detector: 'private-key',
    holds: 'a private key',
    source: 'RFC 7468 sections 10 and 11, RFC 4880 section 6.2, PuTTY manual appendix C',
    isIn: (text) => PRIVATE_KEY.test(text) || PUTTY_KEY.test(text),
  },
  {
    detector: 'url-password',
    holds: 'an address with a password',
    source: 'RFC 3986 section 3.2.1, user information',
    isIn: holdsUrlPassword,
  },
  {
    detector: 'bearer-token',
    holds: 'a bearer token',
    source: 'RFC 6750 section 2.1, authorization request header',
    isIn: (text) =>
      some(text, BEARER, ({ index, 1: name, 2: token = '' }) => {
        const isHeader = index === 0 || name !== undefined;
        return isHeader ? isChosen(token) && !isPlaceholder(token) : isGenerated(token);
      }),
  },
  {
    detector: 'basic-authorization',
    holds: 'a user name and password for basic authorization',
    source: 'RFC 7617 section 2, the basic authentication scheme',
    isIn: (text) => some(text, BASIC, ([, encoded = '']) => isNameAndPassword(encoded)),
  },
];

function some(text: string, pattern: RegExp, isIt: (match: RegExpExecArray) => boolean): boolean {
  for (const match of text.matchAll(pattern)) if (isIt(match)) return true;
  return false;
}

function isTokenHeader(encoded: string): boolean {
  if (encoded.length > LONGEST_HEADER) return false;
  try {
    const header: unknown = JSON.parse(Buffer.from(encoded, 'base64url').toString());
    return typeof header === 'object' && header !== null && 'alg' in header;
  } catch {
    return false;
  }
}

/** Printable, with a colon between two texts. */
function isNameAndPassword(encoded: string): boolean {
  return /^[\x20-\x7e]*:[\x20-\x7e]+$/.test(Buffer.from(encoded, 'base64').toString());
}

/** `scheme://user:password@host`. Each address is read once, up to what ends its authority. */
function holdsUrlPassword(text: string): boolean {
  for (let at = text.indexOf('://'); at !== -1; at = text.indexOf('://', at + 3)) {
    if (!isUrlSafe(text.charCodeAt(at - 1))) continue;
    let colon = -1;
    let atSign = -1;
    for (let i = at + 3; i < text.length && !ENDS_AUTHORITY.has(text.charAt(i)); i++) {
      if (text.charAt(i) === '@') atSign = i;
      else if (text.charAt(i) === ':' && colon === -1) colon = i;
    }
    const host = text.charCodeAt(atSign + 1);
    if (colon === -1 || colon > atSign || !(isAlphanumeric(host) || host === OPEN_BRACKET))
      continue;
    const password = text.slice(colon + 1, atSign);
    if (!isPlaceholder(password) && !isReference(password)) return true;
  }
  return false;
}

const OPEN_BRACKET = 91; // of an IPv6 address
const ENDS_AUTHORITY: ReadonlySet<string> = new Set('/?#\\"\'`<> \t\r\n');
