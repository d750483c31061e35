import type { Tokens } from './tokens.js';
import { VOCABULARY } from './vocabulary.js';

/** A name of a table, column or alias, or what stands for one. */
export interface Name {
  /** The position behind it. */
  readonly end: number;
  /** Whether it looks like a name of a program: in quotes, with a dot or underscore, a parameter. */
  readonly isMarked: boolean;
}

/** Parts of a name are catalogue, schema, table and column. */
const MOST_PARTS = 5;
/** Tokens of a name in quotes, which may be several words. */
const LONGEST_QUOTED = 8;

/** The name at a position; `undefined` where there is none, or a word of prose that no table is called. */
export function nameAt(tokens: Tokens, i: number): Name | undefined {
  let part = partAt(tokens, i);
  let isMarked = part?.isMarked ?? false;
  for (let count = 1; part !== undefined && count < MOST_PARTS; count++) {
    const dot = part.end;
    if (tokens.at(dot) !== '.' || !tokens.isJoined(dot) || !tokens.isJoined(dot + 1)) break;
    const isShort = tokens.at(dot + 1) === '.'; // database..table
    const next = partAt(tokens, isShort ? dot + 2 : dot + 1);
    if (next === undefined) break;
    part = next;
    isMarked = true;
  }
  return part === undefined ? undefined : { end: part.end, isMarked };
}

/** Before names of variables, of temporary tables, of parameters, and of what is filled in. */
const PREFIXES: ReadonlySet<string> = new Set(['@', '#', ':', '%']);

/** Whether a value is bound at a position: `?`, `:name`, `@name`, `$1`. */
export function isParameterAt(tokens: Tokens, i: number): boolean {
  return /^[?:@$]/.test(tokens.at(i));
}

function partAt(tokens: Tokens, i: number): Name | undefined {
  const token = tokens.at(i);
  if (token === '"' || token === '`') {
    const partner = tokens.partnerOf(i);
    const isName = partner !== undefined && partner > i + 1 && partner - i <= LONGEST_QUOTED;
    return isName && tokens.opensQuote(i) ? { end: partner + 1, isMarked: true } : undefined;
  }
  if (token === '[' && tokens.isJoined(i) && tokens.isWord(i - 1)) return undefined; // an element
  if (token === '[' || token === '{') {
    const closing = token === '[' ? ']' : '}';
    return tokens.isWord(i + 1) && tokens.at(i + 2) === closing
      ? { end: i + 3, isMarked: true }
      : undefined;
  }
  if (token === '$' && tokens.at(i + 1) === '{') return partAt(tokens, i + 1);
  if (PREFIXES.has(token)) {
    const at = tokens.at(i + 1) === '@' ? i + 2 : i + 1;
    return tokens.isWord(at) && tokens.isJoined(at) ? { end: at + 1, isMarked: true } : undefined;
  }
  if (token === '?') return { end: i + 1, isMarked: true };
  if (!isPlainName(tokens, i)) return undefined;
  return { end: i + 1, isMarked: isOfPrograms(tokens, i) };
}

/** Whether a word can be a name without quotes. */
export function isPlainName(tokens: Tokens, i: number): boolean {
  const word = tokens.at(i);
  if (!tokens.isWord(i) || VOCABULARY.isProse(word) || VOCABULARY.isReserved(word)) return false;
  return !(VOCABULARY.isDeterminer(word) && isFollowedByNoun(tokens, i));
}

/** Whether people write no word of a sentence so. */
export function isOfPrograms(tokens: Tokens, i: number): boolean {
  const word = tokens.at(i);
  if (word.length === 1) return word !== 'a' && word !== 'i';
  return (word.length > 2 && /[_\d$]/.test(word)) || tokens.caseOf(i) === 'mixed';
}

function isFollowedByNoun(tokens: Tokens, i: number): boolean {
  const next = tokens.at(i + 1);
  return tokens.isWord(i + 1) && !VOCABULARY.isReserved(next) && !VOCABULARY.isInExpressions(next);
}
