import type { Comparison, Formula, Literal } from './formula.js';

/** Longer texts, and deeper ones, are left to the run: what is decided here is a help to authors. */
const LONGEST = 2_000;
const DEEPEST = 32;

const TOKEN =
  /\s*(?:(?<path>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[\d+\])*)|(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])|(?<text>'[^'\\\n]*'|"[^"\\\n]*")|(?<sign>&&|\|\||[=!<>]=|[<>!()[\],-]))/y;

type Token =
  | { readonly kind: 'path'; readonly text: string }
  | { readonly kind: 'literal'; readonly value: Literal }
  | { readonly kind: 'sign'; readonly text: string };

const WORDS: ReadonlyMap<string, Literal> = new Map<string, Literal>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * CEL text as a formula, where it is made of nothing but comparisons of paths with literals, `in` with a list of literals,
 * `&&`, `||`, `!` and parentheses; `undefined` for everything else CEL can say. The text was read by CEL before: what is
 * no CEL is not found here. Recursive descent, bounded in depth.
 */
export function readText(text: string): Formula | undefined {
  if (text.length > LONGEST) return undefined;
  const tokens = tokensOf(text);
  if (tokens === undefined) return undefined;
  const reader = new Reader(tokens);
  try {
    return reader.whole();
  } catch (error) {
    if (error instanceof Undecided) return undefined;
    throw error;
  }
}

/** Says that a text goes beyond comparisons. */
class Undecided extends Error {}

function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const groups = TOKEN.exec(text)?.groups;
    if (groups === undefined) return undefined;
    const { path, number, text: quoted, sign } = groups;
    if (number !== undefined) tokens.push({ kind: 'literal', value: Number(number) });
    else if (quoted !== undefined) tokens.push({ kind: 'literal', value: quoted.slice(1, -1) });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else if (path === 'in') tokens.push({ kind: 'sign', text: path });
    else tokens.push(wordOf(path ?? ''));
  }
  return tokens;
}

function wordOf(path: string): Token {
  const value = WORDS.get(path);
  return value === undefined ? { kind: 'path', text: path } : { kind: 'literal', value };
}

const FLIPPED: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ['==', '=='],
  ['!=', '!='],
  ['<', '>'],
  ['<=', '>='],
  ['>', '<'],
  ['>=', '<='],
]);

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Formula {
    const formula = this.#any();
    if (this.#at < this.#tokens.length) throw new Undecided();
    return formula;
  }

  #any(): Formula {
    const parts = [this.#all()];
    while (this.#takes('||')) parts.push(this.#all());
    return parts.length === 1 ? (parts[0] as Formula) : { kind: 'any', parts };
  }

  #all(): Formula {
    const parts = [this.#one()];
    while (this.#takes('&&')) parts.push(this.#one());
    return parts.length === 1 ? (parts[0] as Formula) : { kind: 'all', parts };
  }

  #one(): Formula {
    if (++this.#depth > DEEPEST) throw new Undecided();
    try {
      if (this.#takes('!')) return { kind: 'not', part: this.#one() };
      if (this.#takes('(')) {
        const inner = this.#any();
        this.#expect(')');
        return inner;
      }
      return this.#comparison();
    } finally {
      this.#depth--;
    }
  }

  #comparison(): Formula {
    const left = this.#operand();
    if (this.#takes('in')) return this.#within(left);
    const operator = this.#operator();
    if (operator === undefined) {
      if (left.kind !== 'path') throw new Undecided();
      return { kind: 'truth', path: left.text };
    }
    const right = this.#operand();
    if (left.kind === 'path' && right.kind === 'literal') {
      return compared(left.text, operator, right.value);
    }
    if (left.kind === 'literal' && right.kind === 'path') {
      return compared(right.text, FLIPPED.get(operator) as Comparison, left.value);
    }
    throw new Undecided();
  }

  #within(left: Token): Formula {
    if (left.kind !== 'path') throw new Undecided();
    this.#expect('[');
    const parts: Formula[] = [];
    while (!this.#takes(']')) {
      if (parts.length > 0) this.#expect(',');
      const item = this.#operand();
      if (item.kind !== 'literal') throw new Undecided();
      parts.push(compared(left.text, '==', item.value));
    }
    return { kind: 'any', parts };
  }

  #operand(): Token {
    const isNegative = this.#takes('-');
    const token = this.#tokens[this.#at++];
    if (token === undefined || token.kind === 'sign') throw new Undecided();
    if (!isNegative) return token;
    if (token.kind !== 'literal' || typeof token.value !== 'number') throw new Undecided();
    return { kind: 'literal', value: -token.value };
  }

  #operator(): Comparison | undefined {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'sign' || !FLIPPED.has(token.text)) return undefined;
    this.#at++;
    return token.text as Comparison;
  }

  #takes(sign: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'sign' || token.text !== sign) return false;
    this.#at++;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#takes(sign)) throw new Undecided();
  }
}

/** An order among texts is CEL too, but none that samples of it could be taken of. */
function compared(path: string, operator: Comparison, literal: Literal): Formula {
  const isOrder = operator !== '==' && operator !== '!=';
  if (isOrder && typeof literal !== 'number') throw new Undecided();
  return { kind: 'compare', path, operator, literal };
}
