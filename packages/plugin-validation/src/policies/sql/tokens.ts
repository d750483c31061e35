import {
  endOfRun,
  isAlphanumeric,
  isBeyondAscii,
  isBlank,
  isDigit,
  isLetter,
} from '../characters.js';

const isWordStart = (code: number) =>
  isLetter(code) || code === 95 || code === 36 || (isBeyondAscii(code) && !isBlank(code));
const isWordPart = (code: number) => isWordStart(code) || isDigit(code);
const isNumberPart = (code: number) => isAlphanumeric(code) || code === 46;
const isDash = (code: number) => code === 45;
/** Of signs of several characters: `!`, `&`, `<`, `=`, `>`, `|`. */
const isSign = (code: number) =>
  (code >= 60 && code <= 62) || code === 33 || code === 38 || code === 124;
const LONGEST_SIGN = 3;

const NONE = -1;

/** How a word is written: what people write by hand is upper, lower or title; `SeLeCt` hides from somebody. */
export type LetterCase = 'upper' | 'lower' | 'title' | 'mixed';

/**
 * A text as SQL reads it, whatever it is: words in lower case, numbers, quotes, signs. Quotes are tokens of their own, as a
 * text may begin within a string; blanks and comments are between tokens. Outside the text, tokens are `''`.
 *
 * Linear in the length of the text, in time and in memory.
 */
export class Tokens {
  readonly #text: string;
  readonly #tokens: string[] = [];
  readonly #starts: number[] = [];
  readonly #behindComments = new Set<number>();
  /** By opening bracket, that which closes it; by quote, the next of its kind. */
  readonly #partners: Int32Array;
  /** By quote, whether it is the first of a pair. */
  readonly #opens: Uint8Array;

  constructor(text: string) {
    this.#text = text;
    this.#split();
    this.#partners = new Int32Array(this.length).fill(NONE);
    this.#opens = new Uint8Array(this.length);
    this.#pair();
  }

  get length(): number {
    return this.#tokens.length;
  }

  at(i: number): string {
    return this.#tokens[i] ?? '';
  }

  isWord(i: number): boolean {
    return isWordStart(this.at(i).charCodeAt(0));
  }

  isNumber(i: number): boolean {
    return isDigit(this.at(i).charCodeAt(0));
  }

  isQuote(i: number): boolean {
    const token = this.at(i);
    return token === "'" || token === '"' || token === '`';
  }

  /** Whether a quote is the first of its pair, counted from the beginning of the text. */
  opensQuote(i: number): boolean {
    return this.#opens[i] === 1;
  }

  /** What closes the bracket or quote at a position; `undefined` where nothing does. */
  partnerOf(i: number): number | undefined {
    const partner = this.#partners[i] ?? NONE;
    return partner === NONE ? undefined : partner;
  }

  /** The position behind the brackets that open at one; the same position where none do. */
  behindBrackets(i: number): number {
    return this.at(i) === '(' ? (this.partnerOf(i) ?? i) + 1 : i;
  }

  /** Whether nothing stands between a token and the one before it. */
  isJoined(i: number): boolean {
    return i > 0 && this.#endOf(i - 1) === this.#starts[i];
  }

  /** Whether a comment stands between a token and the one before it, as blanks do elsewhere. */
  isBehindComment(i: number): boolean {
    return this.#behindComments.has(i);
  }

  /** Whether a token begins a line. */
  isOnNewLine(i: number): boolean {
    return i > 0 && this.#text.slice(this.#endOf(i - 1), this.#starts[i]).includes('\n');
  }

  caseOf(i: number): LetterCase {
    const start = this.#starts[i] ?? 0;
    const word = this.#text.slice(start, start + this.at(i).length);
    if (word === word.toLowerCase()) return 'lower';
    if (word === word.toUpperCase()) return 'upper';
    return word.slice(1) === word.slice(1).toLowerCase() ? 'title' : 'mixed';
  }

  #endOf(i: number): number {
    return (this.#starts[i] ?? 0) + this.at(i).length;
  }

  #split(): void {
    const text = this.#text;
    const lastClosing = text.lastIndexOf('*/');
    for (let i = 0; i < text.length; ) {
      const code = text.charCodeAt(i);
      if (isBlank(code)) i++;
      else if (text.startsWith('*/', i) || (text.startsWith('/*', i) && i + 1 < lastClosing)) {
        this.#behindComments.add(this.#tokens.length);
        i = this.#endOfComment(i);
      } else {
        const end = this.#endOfToken(i, code);
        this.#starts.push(i);
        this.#tokens.push(lowerCase(text.slice(i, end)));
        i = end;
      }
    }
  }

  /** What MySQL runs of a comment, and of which versions, is text like any other. */
  #endOfComment(i: number): number {
    const text = this.#text;
    if (text.startsWith('/*!', i)) return endOfRun(text, i + 3, isDigit);
    return text.startsWith('*/', i) ? i + 2 : text.indexOf('*/', i + 2) + 2;
  }

  #endOfToken(i: number, code: number): number {
    const text = this.#text;
    if (isWordStart(code)) return endOfRun(text, i, isWordPart);
    if (isDigit(code)) return endOfRun(text, i, isNumberPart);
    if (isSign(code)) return endOfRun(text, i, isSign, Math.min(i + LONGEST_SIGN, text.length));
    if (text.startsWith('/*', i)) return i + 2;
    // Two hyphens begin a comment; more of them draw a line.
    const isComment =
      isDash(code) && !isDash(text.charCodeAt(i - 1)) && endOfRun(text, i, isDash, i + 3) === i + 2;
    return isComment ? i + 2 : i + 1;
  }

  #pair(): void {
    const brackets: number[] = [];
    const quotes = new Map<string, number>();
    this.#tokens.forEach((token, i) => {
      if (token === '(') brackets.push(i);
      else if (token === ')') {
        const opening = brackets.pop();
        if (opening !== undefined) this.#partners[opening] = i;
      } else if (this.isQuote(i)) {
        const previous = quotes.get(token);
        if (previous !== undefined) this.#partners[previous] = i;
        this.#opens[i] = previous !== undefined && this.opensQuote(previous) ? 0 : 1;
        quotes.set(token, i);
      }
    });
  }
}

/** Of the same length always: a few letters have a lower case of two. */
function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}
