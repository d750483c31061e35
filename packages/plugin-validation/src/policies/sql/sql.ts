import { type Detection, definePolicy } from '../define-policy.js';
import { CHANGE_STATEMENTS } from './change-statements.js';
import { DEFINITION_STATEMENTS } from './definition-statements.js';
import { INJECTIONS } from './injections.js';
import { PROCEDURE_CALLS } from './procedure-calls.js';
import { SELECT_STATEMENTS } from './select-statements.js';
import type { Statement } from './statement.js';
import { Tokens } from './tokens.js';

const HINT = 'Send what the statement is about, and bind it as a parameter where the statement is.';

/** The shortest are `'--` behind a name, and `1 or 1=1`. */
const SHORTEST_TEXT = 4;

/** What recognises SQL in texts, each with the source of its shape. */
export const SQL_STATEMENTS: readonly Statement[] = [
  ...SELECT_STATEMENTS,
  ...CHANGE_STATEMENTS,
  ...DEFINITION_STATEMENTS,
  ...PROCEDURE_CALLS,
  ...INJECTIONS,
];

const BY_START: ReadonlyMap<string, readonly Statement[]> = new Map(
  SQL_STATEMENTS.flatMap(({ starts }) => starts).map((start) => [
    start,
    SQL_STATEMENTS.filter(({ starts }) => starts.includes(start)),
  ]),
);

/** Whether a text has a token that some statement begins with, so that most texts are told by one look. */
const MAY_HOLD_SQL = new RegExp(
  [...BY_START.keys()]
    .map((start) => (/^\w/.test(start) ? `(?<![a-z_])${start}` : start.replaceAll('|', '\\|')))
    .join('|'),
  'i',
);

/**
 * SQL in a place that should hold none: statements, and what is put into a text to change the statement around it.
 *
 * Recognised by grammar and not by words, since sentences select, update and drop things too. Where a sentence could have
 * the same grammar ("select items from cart"), it must be written like SQL as well: with keywords in upper case, a `;`, a
 * name with an underscore, or as all there is of the text.
 */
export const SQL = definePolicy('sql', { text: recogniseSql });

function recogniseSql(text: string): readonly Detection[] {
  if (text.length < SHORTEST_TEXT || !MAY_HOLD_SQL.test(text)) return [];
  return statementsIn(new Tokens(text)).map(({ detector, holds }) => ({
    detector,
    holds,
    hint: HINT,
  }));
}

/** The shapes that a text holds, in the order of the table. Looks at each token once, and from each as far as needed. */
export function statementsIn(tokens: Tokens): readonly Statement[] {
  const found = new Set<Statement>();
  for (let i = 0; i < tokens.length; i++) {
    for (const statement of BY_START.get(tokens.at(i)) ?? []) {
      if (!found.has(statement) && statement.isAt(tokens, i)) found.add(statement);
    }
  }
  return SQL_STATEMENTS.filter((statement) => found.has(statement));
}
