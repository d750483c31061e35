import type { Tokens } from './tokens.js';
import { VOCABULARY, words } from './vocabulary.js';

// What tells a statement from a sentence with the same words in it, where its grammar alone does not.

/** Signs that make a word behind them part of something else: `.select`, `<update>`, `#drop`, `auto-update`. */
const JOINS_BEFORE: ReadonlySet<string> = words('. - / $ @ # < \\ & % ~');
/** Signs that do so from behind: `select.`, `update:`, `drop-down`. */
const JOINS_BEHIND: ReadonlySet<string> = words('. - / : = _ [ ] { } < >');

/** Whether the keyword at a position can begin a statement, and is no part of a longer name. */
export function beginsStatement(tokens: Tokens, i: number): boolean {
  const isPart = tokens.isJoined(i) && JOINS_BEFORE.has(tokens.at(i - 1));
  return !isPart && !(tokens.isJoined(i + 1) && JOINS_BEHIND.has(tokens.at(i + 1)));
}

/** Whether a statement can end before a position: there the text, a string, a bracket, a sentence or a line ends. */
export function canEndAt(tokens: Tokens, i: number): boolean {
  const token = tokens.at(i);
  if (token === '.') return !tokens.isJoined(i + 1);
  return ENDS.has(token) || tokens.isQuote(i) || tokens.isOnNewLine(i);
}

const ENDS: ReadonlySet<string> = new Set([
  '',
  ';',
  ')',
  '--',
  '#',
  '/*',
  '}',
  ']',
  '<',
  '>',
  '\\',
  '?',
  '!',
  ':',
  ',',
]);

/** Whether a statement from `i` up to `end` is set off from what is around it as statements are: by `;` or a comment. */
export function isSetOff(tokens: Tokens, i: number, end: number): boolean {
  return tokens.at(i - 1) === ';' || ENDS_STATEMENT.has(tokens.at(end));
}

const ENDS_STATEMENT: ReadonlySet<string> = new Set([';', '--', '#', '/*']);

/** Whether a statement is all of a text, or all of a string in it. */
export function isAllOfText(tokens: Tokens, i: number, end: number): boolean {
  const isFirst = tokens.at(i - 1) === '' || tokens.isQuote(i - 1);
  const isLast = tokens.at(end) === '' || tokens.isQuote(end);
  return isFirst && (isLast || (tokens.at(end) === ';' && tokens.at(end + 1) === ''));
}

/** Whether keywords are all in upper or all in lower case; a sentence begins with a capital. */
export function areAlike(tokens: Tokens, keywords: readonly number[]): boolean {
  const [first, ...others] = keywords.map((i) => tokens.caseOf(i));
  return first !== 'title' && others.every((other) => other === first);
}

/**
 * Whether a word is a plural, as names of tables are by custom. It is the last thing that tells `select name from users`
 * from "select file from disk".
 */
export function isPlural(word: string): boolean {
  return /[^aisu]s$/.test(word);
}

/**
 * Whether keywords stand out from the names between `i` and `end`, as people write SQL: in upper case where names are
 * not. Also where one is written as nobody does (`SeLeCt`), or follows a comment.
 */
export function standOut(tokens: Tokens, keywords: readonly number[], end: number): boolean {
  const cases = keywords.map((i) => tokens.caseOf(i));
  if (cases.includes('mixed') || keywords.slice(1).some((i) => tokens.isBehindComment(i)))
    return true;
  if (!cases.every((it) => it === 'upper')) return false;
  for (let i = keywords[0] ?? 0; i < end; i++) {
    const isName =
      tokens.isWord(i) &&
      !VOCABULARY.isReserved(tokens.at(i)) &&
      !VOCABULARY.isInExpressions(tokens.at(i));
    if (isName && tokens.caseOf(i) !== 'upper' && !keywords.includes(i)) return true;
  }
  return false;
}
