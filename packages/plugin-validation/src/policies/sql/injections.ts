import { endOfOperand } from './clauses.js';
import type { Statement } from './statement.js';
import type { Tokens } from './tokens.js';
import { VOCABULARY, words } from './vocabulary.js';

const OWASP = 'OWASP, "Testing for SQL injection" (WSTG-INPV-05); CWE-89';

/** What is put into a text so that a statement around it means something else. */
export const INJECTIONS: readonly Statement[] = [
  {
    detector: 'broken-out',
    holds: 'SQL that ends a string and goes on behind it',
    source: OWASP,
    starts: ["'", '"'],
    isAt: isBreakOutAt,
  },
  {
    detector: 'tautology',
    holds: 'an SQL condition that is always the same',
    source: OWASP,
    starts: ['or', 'and', '||', '&&', 'xor'],
    isAt: isConstantConditionAt,
  },
];

const CONNECTIVES: ReadonlySet<string> = new Set(['or', 'and', '||', '&&', 'xor']);
const STATEMENTS = words(`
  select insert update delete drop alter truncate create exec execute declare shutdown grant revoke merge replace waitfor`);
/** What may follow an injected condition: the rest of the statement, or what hides it. */
const BEHIND_CONDITION = words('and or xor union limit order group having into offset like');

/** A quote that ends what the text was put into, and more SQL behind it. */
function isBreakOutAt(tokens: Tokens, i: number): boolean {
  let next = i + 1;
  while (tokens.at(next) === ')') next++;
  const token = tokens.at(next);
  if (isHidden(tokens, next)) return tokens.opensQuote(i);
  const isOpen = tokens.opensQuote(i);
  if (token === ';')
    return isOpen && (STATEMENTS.has(tokens.at(next + 1)) || isHidden(tokens, next + 1));
  if (token === 'order' || token === 'group') return isOpen && isGroupedAt(tokens, next + 1);
  if (token === 'having') return isComparedAt(tokens, next + 1, isOpen);
  return CONNECTIVES.has(token) && isInjectedAt(tokens, next + 1, isOpen);
}

/** `' ORDER BY 5--` counts columns; `' GROUP BY id HAVING 1=1` names them. */
function isGroupedAt(tokens: Tokens, by: number): boolean {
  const end = endOfOperand(tokens, by + 1);
  if (tokens.at(by) !== 'by' || end === undefined) return false;
  return tokens.isNumber(by + 1) || isHidden(tokens, end) || tokens.at(end) === 'having';
}

/** The rest of the statement becomes a comment: `admin'--`, `admin' #`. Nothing else follows in such a text. */
function isHidden(tokens: Tokens, i: number): boolean {
  const isSpaced = tokens.at(i + 1) === '-' || tokens.at(i + 1) === '+'; // "-- -" keeps the blank that MySQL asks for
  return HIDES.has(tokens.at(i)) && tokens.at(isSpaced ? i + 2 : i + 1) === '';
}

const HIDES: ReadonlySet<string> = new Set(['--', '#', '/*']);

function isInjectedAt(tokens: Tokens, from: number, isOpen: boolean): boolean {
  let i = from;
  while (tokens.at(i) === '(' || tokens.at(i) === 'not') i++;
  const token = tokens.at(i);
  if (token === 'select' || (token === 'exists' && tokens.at(i + 1) === '(')) return true;
  if (isOpen && FUNCTIONS.has(token) && tokens.at(i + 1) === '(') return true;
  if ((token === 'true' || tokens.isNumber(i)) && isHidden(tokens, i + 1)) return true;
  return isComparedAt(tokens, i, isOpen);
}

/**
 * Two operands that are compared, up to an end. Both must be literals behind a quote that closes a string, because
 * `a = 'x' or b = 'y'` is a condition that somebody meant.
 */
function isComparedAt(tokens: Tokens, i: number, isOpen: boolean): boolean {
  let sign = operandEnd(tokens, i);
  if (sign === undefined) return false;
  while (tokens.at(sign) === ')') sign++;
  const isNull = isOpen && tokens.at(sign) === 'is';
  if (isNull) return tokens.at(sign + 1) === 'null' || tokens.at(sign + 2) === 'null';
  if (tokens.at(sign) === 'in')
    return isOpen && tokens.at(sign + 1) === '(' && isLiteral(tokens, sign + 2);
  if (!isComparisonAt(tokens, sign)) return false;
  let second = sign + 1;
  while (tokens.at(second) === '(' && tokens.partnerOf(second) === undefined) second++;
  const end = operandEnd(tokens, second);
  if (end === undefined || !canFollowCondition(tokens, end)) return false;
  return isOpen || (isLiteral(tokens, i) && isLiteral(tokens, second));
}

function isComparisonAt(tokens: Tokens, i: number): boolean {
  switch (tokens.at(i)) {
    case 'like':
    case 'between':
      return isLiteral(tokens, i + 1);
    default:
      return VOCABULARY.isComparison(tokens.at(i));
  }
}

/** As {@link endOfOperand}, and a string that the text leaves open is one up to the end. */
function operandEnd(tokens: Tokens, i: number): number | undefined {
  if (!tokens.isQuote(i)) return endOfOperand(tokens, i);
  const partner = tokens.partnerOf(i);
  return partner === undefined ? tokens.length : partner + 1;
}

function isLiteral(tokens: Tokens, i: number): boolean {
  return tokens.isNumber(i) || tokens.isQuote(i);
}

function canFollowCondition(tokens: Tokens, i: number): boolean {
  const token = tokens.at(i);
  return (
    ['', ')', ';', '--', '#', '/*', '%', '||', '&&'].includes(token) || BEHIND_CONDITION.has(token)
  );
}

/** `1 OR 1=1` where a number was expected, and `AND SLEEP(5)`; and where a quote closes before, of either parity. */
function isConstantConditionAt(tokens: Tokens, i: number): boolean {
  const isBehindValue = i === 0 || tokens.isNumber(i - 1) || tokens.at(i - 1) === ')';
  const isOnlyWord = tokens.isWord(i - 1) && i === 1;
  if (!isBehindValue && !isOnlyWord) return false;
  if (WAITS.has(tokens.at(i + 1)) && tokens.at(i + 2) === '(' && tokens.isNumber(i + 3))
    return true;
  let from = i + 1;
  while (tokens.at(from) === '(' || tokens.at(from) === 'not') from++;
  return isComparedAt(tokens, from, false) && isSameOnBothSides(tokens, from);
}

/** "5 and 6 = 11" is a sum; `1 = 1` is true whatever is asked. */
function isSameOnBothSides(tokens: Tokens, i: number): boolean {
  const isText = tokens.isQuote(i);
  const second = isText ? (tokens.partnerOf(i) ?? i) + 3 : i + 2;
  return tokens.at(isText ? i + 1 : i) === tokens.at(second);
}

const WAITS = words('sleep benchmark pg_sleep');
/** Functions that attackers call: to wait, to read what they do not see, to cut it up, to make the database speak. */
const FUNCTIONS = words(`
  sleep benchmark pg_sleep ascii substr substring mid char chr length concat version user database load_file extractvalue
  updatexml if iif case cast convert randomblob json_keys utl_inaddr utl_http dbms_pipe dbms_lock xp_cmdshell`);
