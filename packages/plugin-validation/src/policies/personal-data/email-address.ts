import { endOfRun, isAlphanumeric, isBeyondAscii, isBlank, startOfRun } from '../characters.js';

/** RFC 5321 section 4.5.3.1. */
const LONGEST_LOCAL_PART = 64;
const LONGEST_DOMAIN = 255;
/** How far back the user information of an address of the web may begin. */
const LONGEST_USER = 128;

/** Suffixes of files that are no top-level domains: `logo@2x.png`. */
const FILE_SUFFIXES: ReadonlySet<string> = new Set(
  `avif bmp css csv doc docx gif gz heic htm html ico ini jpeg jpg js json jsx lock log mjs mp3 pdf png pptx sql svg tar tgz
   ts tsx txt wasm webp xls xlsx xml yaml yml`.split(/\s+/),
);

const LOCAL_MARKS: ReadonlySet<number> = new Set(
  Array.from("._%+-'", (mark) => mark.charCodeAt(0)),
);
const isLocal = (code: number) =>
  isAlphanumeric(code) || isBeyondAscii(code) || LOCAL_MARKS.has(code);
const isDomain = (code: number) =>
  isAlphanumeric(code) || isBeyondAscii(code) || code === 45 || code === 46;
const isNoBlank = (code: number) => !isBlank(code);
const isUserPart = (code: number) => isLocal(code) || code === 58 || code === 126 || code === 33;

/**
 * Whether a text holds an e-mail address: a local part and a domain with a top level (RFC 5321, RFC 6531 for other
 * alphabets), also with `%40` for its sign. Quoted local parts and addresses at an IP number are not looked for.
 *
 * Each sign is looked at once, with as much around it as an address may have.
 */
export function holdsEmailAddress(text: string): boolean {
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    if (isAddressAround(text, at, at + 1)) return true;
  }
  for (let at = text.indexOf('%40'); at !== -1; at = text.indexOf('%40', at + 3)) {
    if (isAddressAround(text, at, at + 3)) return true;
  }
  return false;
}

function isAddressAround(text: string, at: number, behind: number): boolean {
  const start = startOfRun(text, at, isLocal, Math.max(0, at - LONGEST_LOCAL_PART - 1));
  const end = endOfRun(text, behind, isDomain, behind + LONGEST_DOMAIN + 1);
  if (start === at || end === behind) return false;
  if (at - start > LONGEST_LOCAL_PART || end - behind > LONGEST_DOMAIN) return false;
  const local = text.slice(start, at).replace(/^'+/, '');
  const domain = text.slice(behind, end).replace(/[.-]+$/, '');
  return (
    isLocalPart(local) &&
    isDomainName(domain) &&
    !isHandle(text, start) &&
    !isUserInformation(text, start) &&
    !isRemote(text, behind + domain.length)
  );
}

function isLocalPart(local: string): boolean {
  return /^[^.'%+-]/.test(local) && !local.endsWith('.') && !local.includes('..');
}

function isDomainName(domain: string): boolean {
  const labels = domain.split('.');
  const top = labels.at(-1) ?? '';
  if (labels.length < 2 || labels.some((label) => !isLabel(label))) return false;
  if (isVersion(domain) || FILE_SUFFIXES.has(top.toLowerCase())) return false;
  return /^(?:[^\d-]{2,24}|xn--[a-z\d-]{2,59})$/i.test(top);
}

function isLabel(label: string): boolean {
  return label !== '' && label.length <= 63 && !label.startsWith('-') && !label.endsWith('-');
}

/** `package@1.2.0-beta.rc`, `picture@2x.web`. */
function isVersion(domain: string): boolean {
  return /^v?\d+(?:x|\.\d+(?:x|[.-]))/i.test(domain);
}

/** `@ada@example.org`, the way networks write names. */
function isHandle(text: string, start: number): boolean {
  return text.charAt(start - 1) === '@';
}

/** `https://ada@example.org/`, `postgres://ada:x@example.org`: a host, not a mailbox. */
function isUserInformation(text: string, start: number): boolean {
  const from = startOfRun(text, start, isUserPart, Math.max(0, start - LONGEST_USER));
  return text.slice(from - 2, from) === '//';
}

/** `git@example.org:tenon.git` and `host.example.org:/path` for copying to, `matrix@other.shape()` in code. */
function isRemote(text: string, end: number): boolean {
  const next = text.charAt(end);
  if (next === '(' || next === '[') return true;
  if (next !== ':') return false;
  const path = text.slice(end + 1, endOfRun(text, end + 1, isNoBlank, end + LONGEST_LOCAL_PART));
  return path.includes('/') || path.endsWith('.git');
}
