import { isOfPrograms, isPlainName, nameAt } from './names.js';
import type { Tokens } from './tokens.js';
import { VOCABULARY } from './vocabulary.js';

/** What a query asks for, and how certain that makes it that it is one. */
export interface SelectList {
  /** The position of what ends it: `from`, where it reads a table. */
  readonly end: number;
  /** Whether it holds what sentences do not: all columns, a call, a system variable. */
  readonly isCertain: boolean;
  /** Whether it holds a name of a program. */
  readonly isMarked: boolean;
  /** Whether it consists of literals and calls alone. */
  readonly isConstant: boolean;
}

/** What may stand between SELECT and the first column. */
const MODIFIERS: ReadonlySet<string> = new Set([
  'distinct',
  'all',
  'distinctrow',
  'sql_calc_found_rows',
  'straight_join',
]);

/**
 * The list of columns at a position; `undefined` where there is none, or where it reads like a sentence: two words in a row
 * are a column and its other name, three are prose, and so are an article or a preposition.
 *
 * Jumps over brackets and strings, and ends at the next SELECT outside of them, so that lists within lists cost nothing.
 */
export function selectListAt(tokens: Tokens, from: number): SelectList | undefined {
  return new Reader(tokens, from).read();
}

/** What may come next: an operand must, it has come, it has another name, or anything goes. */
type State = 'needed' | 'operand' | 'renamed' | 'open';

class Reader {
  readonly #tokens: Tokens;
  #at: number;
  #state: State = 'needed';
  #isCertain = false;
  #isMarked = false;
  #isConstant = true;
  /** Whether it compares or computes: "red or blue" does not. */
  #isComputed = false;

  constructor(tokens: Tokens, from: number) {
    this.#tokens = tokens;
    this.#at = from;
  }

  read(): SelectList | undefined {
    this.#skipModifiers();
    for (;;) {
      const next = this.#step();
      if (next === 'prose') return undefined;
      if (next === 'end') return this.#result();
      this.#at = next;
    }
  }

  #result(): SelectList | undefined {
    if (this.#state === 'needed' || this.#state === 'open') return undefined;
    return {
      end: this.#at,
      isCertain: this.#isCertain,
      isMarked: this.#isMarked,
      isConstant: this.#isConstant,
    };
  }

  #skipModifiers(): void {
    const tokens = this.#tokens;
    while (MODIFIERS.has(tokens.at(this.#at)) && tokens.at(this.#at + 1) !== 'from') this.#at++;
    if (
      tokens.at(this.#at) === 'top' &&
      (tokens.isNumber(this.#at + 1) || tokens.at(this.#at + 1) === '(')
    ) {
      this.#at = tokens.isNumber(this.#at + 1) ? this.#at + 2 : tokens.behindBrackets(this.#at + 1);
    }
  }

  #step(): number | 'end' | 'prose' {
    const tokens = this.#tokens;
    const i = this.#at;
    const token = tokens.at(i);
    if (token === '(') return this.#bracket(i);
    if (tokens.isQuote(i)) return this.#quoted(i);
    if (token === ',') return this.#state === 'needed' ? 'prose' : this.#go('needed', i + 1);
    if (token === '*') return this.#star(i);
    if (tokens.isNumber(i)) return this.#literal(i, i + 1);
    if (tokens.isWord(i)) return this.#word(i, token);
    if (token === '.') return this.#dot(i);
    if (token === '[' || token === '{' || token === ':' || token === '@') return this.#marked(i);
    if (token === '}') return 'prose';
    if (!VOCABULARY.isOperator(token) || token === '?') return 'end';
    this.#isComputed = true;
    return this.#go('open', i + 1);
  }

  #bracket(i: number): number | 'end' {
    const partner = this.#tokens.partnerOf(i);
    if (partner === undefined) return 'end';
    const isCall =
      this.#tokens.isWord(i - 1) && this.#tokens.isJoined(i) && this.#state !== 'needed';
    const isQuery = this.#tokens.at(i + 1) === 'select' && !this.#tokens.isJoined(i);
    if (isCall || isQuery) this.#isCertain = true;
    else this.#isConstant = false;
    return this.#go('operand', partner + 1);
  }

  #quoted(i: number): number | 'end' {
    const partner = this.#tokens.partnerOf(i);
    if (partner === undefined || !this.#tokens.opensQuote(i)) return 'end';
    if (this.#tokens.at(i) === '`') this.#isCertain = true;
    return this.#go('operand', partner + 1);
  }

  #star(i: number): number {
    const isOfTable = this.#tokens.at(i - 1) === '.';
    if (this.#state !== 'needed' && !isOfTable) return this.#go('open', i + 1);
    this.#isCertain = true;
    this.#isConstant = false;
    return this.#go('operand', i + 1);
  }

  #literal(i: number, end: number): number | 'prose' {
    const isApart = this.#state === 'needed' || this.#state === 'open';
    // "select 3 members" counts; nothing is called so.
    const counts =
      this.#tokens.isWord(end) && isPlainName(this.#tokens, end) && this.#tokens.isNumber(i);
    return isApart && !counts ? this.#go('operand', end) : 'prose';
  }

  #word(i: number, word: string): number | 'end' | 'prose' {
    if (word === 'null' || word === 'true' || word === 'false') return this.#literal(i, i + 1);
    if (word === 'end') return this.#go('operand', i + 1);
    if ((word === 'and' || word === 'or') && !this.#isComputed) return 'prose';
    if (word === 'case') this.#isComputed = true;
    if (word === 'from') return this.#state === 'needed' ? 'prose' : 'end';
    if (word === 'select') return 'prose';
    if (word === 'into' || VOCABULARY.isInExpressions(word)) return this.#go('open', i + 1);
    if (VOCABULARY.isReserved(word)) return 'end';
    if (!isPlainName(this.#tokens, i)) return 'prose';
    if (isOfPrograms(this.#tokens, i)) this.#isMarked = true;
    const isCall = this.#tokens.at(i + 1) === '(' && this.#tokens.isJoined(i + 1);
    this.#isConstant &&= isCall;
    if (this.#state === 'renamed') return 'prose';
    return this.#go(this.#state === 'operand' ? 'renamed' : 'operand', i + 1);
  }

  #dot(i: number): number | 'end' {
    const isWithin =
      this.#tokens.isJoined(i) && this.#tokens.isJoined(i + 1) && this.#tokens.isWord(i - 1);
    if (!isWithin) return 'end';
    this.#isMarked = true;
    return this.#go('open', i + 1);
  }

  #marked(i: number): number | 'prose' {
    const name = nameAt(this.#tokens, i);
    if (name === undefined) return 'prose';
    if (this.#tokens.at(i) !== '{') this.#isMarked = true;
    if (this.#tokens.at(i) === '@') this.#isCertain = true;
    return this.#go('operand', name.end);
  }

  #go(state: State, to: number): number {
    this.#state = state;
    return to;
  }
}
