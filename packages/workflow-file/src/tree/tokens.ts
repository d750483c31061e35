import { CST, Lexer, Parser } from 'yaml';
import type { ResolvedLimits } from '../limits.js';
import type { Findings } from './findings.js';
import { tellDepth } from './tell.js';

/** Lines for each value that a file may hold: values stand on lines of their own, with blank ones and comments between. */
const LINES_PER_VALUE = 2;

/**
 * The tokens of a text in YAML; `undefined` where there are more values or lines, or they stand deeper, than the limits let
 * through. It is told as soon as it is seen: tokens take some hundred times the memory of the text. Values are counted by
 * the signs that stand before or between them, so that there are never fewer than those.
 */
export function tokensOf(
  text: string,
  findings: Findings,
  { depth, values }: ResolvedLimits,
): readonly CST.Token[] | undefined {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const left = { value: values, line: values * LINES_PER_VALUE };
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    // What stands after the mark of a scalar is its text, whatever it looks like.
    const counted = isScalar ? undefined : countedAs(lexeme, parser.stack.at(-1));
    isScalar = lexeme === CST.SCALAR;
    if (counted !== undefined && --left[counted] < 0) {
      tellMany(findings, parser.offset, counted, values);
      return undefined;
    }
    tokens.push(...parser.next(lexeme));
    const tooDeep = parser.stack.length > depth ? openAt(parser.stack, depth) : undefined;
    if (tooDeep !== undefined) {
      tellDepth(findings, tooDeep, depth);
      return undefined;
    }
  }
  tokens.push(...parser.end());
  return tokens;
}

/** What a lexeme makes one more of. In flow, a comma stands for the colon too. */
function countedAs(lexeme: string, around: CST.Token | undefined): 'value' | 'line' | undefined {
  switch (lexeme) {
    case '-':
    case ',':
      return 'value';
    case ':':
      return around?.type === 'flow-collection' ? undefined : 'value';
    case '\n':
    case '\r\n':
      return 'line';
    default:
      return undefined;
  }
}

/** Where the collection begins that is open and stands deeper than the limit. */
function openAt(stack: readonly CST.Token[], limit: number): number | undefined {
  return stack.filter(CST.isCollection)[limit]?.offset;
}

function tellMany(findings: Findings, at: number, what: 'value' | 'line', values: number): void {
  const most = what === 'value' ? values : values * LINES_PER_VALUE;
  findings.error(
    'FILE_LIMIT',
    at,
    `The file holds more than ${String(most)} ${what}s.`,
    'Divide the workflow, or raise the limit "values".',
  );
}
