import { endOfRun, isBlank, isUrlSafe, startOfRun } from '../characters.js';
import { wordsOf } from '../words.js';
import { credentialKindOf } from './credential-names.js';
import {
  isChosen,
  isCredential,
  isGenerated,
  isPlaceholder,
  isReference,
} from './credential-values.js';

/** Longer names are no names. */
const LONGEST_NAME = 64;
/** Longer values are cut: their beginning says enough. */
const LONGEST_VALUE = 512;
const MOST_BLANKS = 4;

const QUOTES = '"\'`';
const ENDS_BARE_VALUE: ReadonlySet<string> = new Set(' \t\r\n,;&|=()[]{}<>"\'`\\');

/** With one of these before it, a sign compares or computes. */
const OPERATORS: ReadonlySet<string> = new Set('!<>~*/%^|+-');
/** With one of these behind it, a name is called or looked into. */
const OPENING: ReadonlySet<string> = new Set('([{');

const isNameCharacter = (code: number) => isUrlSafe(code) || code === 46;
const isSpace = (code: number) => code === 32 || code === 9;

/**
 * Whether a text gives a credential to a name: `password=…` in a connection string or a query, `API_KEY=…` in the file of
 * an environment, `"token": "…"` in JSON, `secret: …` in YAML, `<password>…</password>` in XML.
 *
 * Where name and value are both in quotes they are judged as members of data are, and so are queries and the variables of
 * an environment; anywhere else the value must look like a credential by itself, because code and prose say
 * `password = read()` and "password: at least 8 characters" as well.
 * Each name is read backwards from its sign and each value forwards up to the next, so that it takes linear time.
 */
export function holdsAssignment(text: string): boolean {
  const signs = /[:=>]/g;
  for (let match = signs.exec(text); match !== null; match = signs.exec(text)) {
    if (match[0] === '>') {
      if (holdsElement(text, match.index)) return true;
      continue;
    }
    const sign = signAt(text, match.index);
    signs.lastIndex = sign.end;
    if (sign.isAssignment && assignsCredential(text, match.index, sign.end)) return true;
  }
  return false;
}

/** `<password>hunter2</password>`, whose tag ends at a position. */
function holdsElement(text: string, at: number): boolean {
  const start = startOfRun(text, at, isNameCharacter, at - LONGEST_NAME);
  if (start === at || text.charAt(start - 1) !== '<') return false;
  const kind = credentialKindOf(text.slice(start, at));
  if (kind === undefined) return false;
  const end = endOfRun(text, at + 1, (code) => code !== 60, at + 1 + LONGEST_VALUE); // up to <
  return text.startsWith('</', end) && isCredential(text.slice(at + 1, end), kind);
}

/** A comparison assigns nothing, nor does what stands between a scheme and a host, or a class and its member. */
function signAt(
  text: string,
  at: number,
): { readonly end: number; readonly isAssignment: boolean } {
  let end = endOfRun(text, at, (code) => code === 58 || code === 61); // : and =
  const sign = text.slice(at, end);
  if (sign === '=' && text.charAt(end) === '>') end++;
  const isAssignment = sign.length === 1 || sign === ':=';
  return { end, isAssignment: isAssignment && !OPERATORS.has(text.charAt(at - 1)) };
}

function assignsCredential(text: string, at: number, behind: number): boolean {
  const name = nameBefore(text, at);
  const kind = name === undefined ? undefined : credentialKindOf(name.text);
  if (name === undefined || kind === undefined) return false;
  const blanks = endOfRun(text, behind, isSpace, behind + MOST_BLANKS);
  const from = text.charAt(blanks) === '\\' ? blanks + 1 : blanks; // in a string of JSON in JSON
  const quote = text.charAt(from);
  const isQuoted = quote !== '' && QUOTES.includes(quote);
  const value = isQuoted ? quotedValue(text, from) : bareValue(text, from);
  if (value === undefined || isPlaceholder(value) || isReference(value)) return false;
  if (name.isData || (isQuoted && name.isQuoted)) return isCredential(value, kind);
  return kind === 'perhaps-generated' ? isGenerated(value) : isChosen(value);
}

interface Name {
  readonly text: string;
  readonly isQuoted: boolean;
  /** Whether it is that of a query (`&token=`) or of an environment (`API_KEY=`), without a blank around its sign. */
  readonly isData: boolean;
}

function nameBefore(text: string, at: number): Name | undefined {
  const blanks = startOfRun(text, at, isSpace, at - MOST_BLANKS);
  const quote = text.charAt(blanks - 1);
  const isQuoted = quote !== '' && QUOTES.includes(quote);
  const close = text.charAt(blanks - 2) === '\\' ? blanks - 2 : blanks - 1;
  const end = isQuoted ? close : blanks;
  const start = startOfRun(text, end, isNameCharacter, end - LONGEST_NAME);
  if (start === end) return undefined;
  const name = text.slice(start, end);
  const isJoined = end === at && text.charAt(at) === '=' && !isSpace(text.charCodeAt(at + 1));
  const isData = isJoined && (/^[A-Z][A-Z\d_]*$/.test(name) || /[?&]/.test(text.charAt(start - 1)));
  return { text: name, isQuoted, isData };
}

function quotedValue(text: string, from: number): string | undefined {
  const quote = text.charCodeAt(from);
  const end = endOfRun(text, from + 1, (code) => code !== quote, from + 1 + LONGEST_VALUE);
  const value = text.slice(from + 1, end).replace(/\\$/, '');
  return value.includes('\n') ? undefined : value;
}

/** The value up to what ends it; none where it is code: a call, an element, a member, or a name of the same kind. */
function bareValue(text: string, from: number): string | undefined {
  const limit = from + LONGEST_VALUE;
  let end = from;
  while (end < Math.min(limit, text.length) && !ENDS_BARE_VALUE.has(text.charAt(end))) end++;
  const value = text.slice(from, end).replace(/[.:!?]+$/, '');
  const isCode = OPENING.has(text.charAt(end)) || isMember(value);
  const isSpaced = isBlank(text.charCodeAt(from - 1));
  return isCode || (isSpaced && namesCredential(value)) ? undefined : value;
}

function isMember(value: string): boolean {
  return /^[A-Za-z_$][\w$]{0,31}(?:\.[A-Za-z_$][\w$]{0,31})+$/.test(value);
}

function namesCredential(value: string): boolean {
  return wordsOf(value).some((word) => credentialKindOf(word) !== undefined);
}
