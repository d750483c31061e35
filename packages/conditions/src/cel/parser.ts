import type { ASTNode, ParseError as CelError } from '@marcbachmann/cel-js';
import { MAX_ARGUMENTS, MAX_DEPTH, MAX_LENGTH, MAX_NODES } from '../limits.js';
import { Failure } from './failure.js';
import { celLibrary, once } from './library.js';

/** A node of the syntax tree, as the library has it. */
export type SyntaxNode = ASTNode;

/** A node of one operator. */
export type NodeOf<O extends SyntaxNode['op']> = Extract<SyntaxNode, { readonly op: O }>;

/** Only its grammar is used: what may be named and called is decided when the tree is read. */
const grammar = once(
  () =>
    new (celLibrary().Environment)({
      limits: {
        maxAstNodes: MAX_NODES,
        maxDepth: MAX_DEPTH,
        maxListElements: MAX_NODES,
        maxMapEntries: MAX_NODES,
        maxCallArguments: MAX_ARGUMENTS,
      },
    }),
);

/** Parses CEL text. Throws {@link Failure}, with the offset at which it stops being CEL. */
export function parseText(text: string): SyntaxNode {
  if (text.trim() === '') throw new Failure('is empty');
  if (text.length > MAX_LENGTH) {
    throw new Failure(
      `is ${text.length.toLocaleString('en-GB')} characters long; ${MAX_LENGTH.toLocaleString('en-GB')} are the most`,
      { hint: SHORTER },
    );
  }
  if (hasRowOfSigns(text)) throw new Failure(TOO_DEEP, { hint: SHORTER });
  const { ParseError } = celLibrary();
  try {
    return grammar().parse(text).ast;
  } catch (error) {
    // Not an error of the grammar: the stack is at its end, which the caller had nearly used up.
    if (!(error instanceof ParseError)) throw new Failure(TOO_DEEP, { hint: SHORTER });
    throw rejected(error, text);
  }
}

/** The library goes down a level for each of a row of `!` and `-`, and does not count these: the stack holds some 8,000. */
function hasRowOfSigns(text: string): boolean {
  for (const [row] of text.matchAll(/[!-](?:\s*[!-])*/g)) if (row.length > LONGEST_ROW) return true;
  return false;
}

/** Longer than a line of dashes that a text literal may hold. */
const LONGEST_ROW = 1_000;

/** How a condition that nests beyond the limit is refused. */
export const TOO_DEEP = `nests more than ${String(MAX_DEPTH)} levels deep`;
export const SHORTER =
  'Ask whether a value is "in" a list instead of comparing it with many, or write a function.';

function rejected({ code, summary, range }: CelError, text: string): Failure {
  const at = Math.min(range?.start ?? 0, text.length);
  switch (code) {
    case 'limit_exceeded':
      return new Failure(beyond(summary), { at, hint: SHORTER });
    case 'reserved_identifier':
      return new Failure(`uses ${quoted(text, range)}, a word that CEL reserves`, {
        at,
        hint: 'A name that is no CEL name can be read as a member: nodes["name"].',
      });
    case 'invalid_macro_argument':
      return new Failure('goes through a list without a name for its item', {
        at,
        hint: 'Write list.exists(item, …).',
      });
    default:
      return new Failure(`cannot be read: ${inWords(summary)}`, { at, ...hintFor(text, at) });
  }
}

/** The limit that the library names: `Exceeded maxDepth (64)`. */
function beyond(summary: string): string {
  if (summary.includes('maxDepth')) return TOO_DEEP;
  if (summary.includes('maxCallArguments'))
    return `has a call with more than ${String(MAX_ARGUMENTS)} arguments`;
  return `has more than ${String(MAX_NODES)} names, literals and operators`;
}

/** The library names tokens by constants of its own: `Expected RPAREN, got EOF`. */
function inWords(summary: string): string {
  const words = summary.replace(/\b[A-Z]{2,}\b/g, (token) => TOKENS[token] ?? token);
  return words.charAt(0).toLowerCase() + words.slice(1);
}

const TOKENS: Readonly<Record<string, string>> = {
  EOF: 'the end',
  NUMBER: 'a number',
  STRING: 'a text',
  BOOLEAN: 'true or false',
  NULL: 'null',
  IDENTIFIER: 'a name',
  PLUS: '"+"',
  MINUS: '"-"',
  MULTIPLY: '"*"',
  DIVIDE: '"/"',
  MODULO: '"%"',
  EQ: '"=="',
  NE: '"!="',
  LT: '"<"',
  LE: '"<="',
  GT: '">"',
  GE: '">="',
  AND: '"&&"',
  OR: '"||"',
  NOT: '"!"',
  IN: '"in"',
  LPAREN: '"("',
  RPAREN: '")"',
  LBRACKET: '"["',
  RBRACKET: '"]"',
  LBRACE: '"{"',
  RBRACE: '"}"',
  DOT: '"."',
  COMMA: '","',
  COLON: '":"',
  QUESTION: '"?"',
  BYTES: 'bytes',
};

/** What a person who writes another language most likely meant. */
const SLIPS: readonly (readonly [RegExp, string])[] = [
  [/^=~/, 'Texts are compared by contains, startsWith and endsWith.'],
  [/^===?|^=(?!=)/, 'Equality is "==".'],
  [/^!==/, 'Inequality is "!=".'],
  [/^and\b/i, 'Both of two is "&&".'],
  [/^or\b/i, 'One of two is "||".'],
  [/^&/, 'Both of two is "&&".'],
  [/^\|/, 'One of two is "||".'],
  [/^[`\u2018\u2019\u201c\u201d]/, 'A text stands in "double" or \'single\' quotes.'],
];

function hintFor(text: string, at: number): { readonly hint?: string } {
  // A sign that is doubled may be noticed at its second half.
  for (const start of [at, at - 1]) {
    const rest = text.slice(Math.max(start, 0));
    const slip = SLIPS.find(([pattern]) => pattern.test(rest));
    if (slip !== undefined) return { hint: slip[1] };
  }
  return {};
}

function quoted(text: string, range: CelError['range']): string {
  return range === undefined ? 'a word' : `"${text.slice(range.start, range.end)}"`;
}
