import { isParameterAt, nameAt } from './names.js';
import type { Tokens } from './tokens.js';
import { VOCABULARY } from './vocabulary.js';

const JOINS: ReadonlySet<string> = new Set([
  'inner',
  'left',
  'right',
  'full',
  'cross',
  'natural',
  'outer',
  'lateral',
]);

/** Whether a clause begins at a position that only a statement has: a condition, a join, an order, a limit. */
export function isClauseAt(tokens: Tokens, i: number): boolean {
  const next = tokens.at(i + 1);
  switch (tokens.at(i)) {
    case 'where':
    case 'having':
      return isConditionAt(tokens, i + 1);
    case 'group':
    case 'order':
      return next === 'by' && (tokens.isNumber(i + 2) || nameAt(tokens, i + 2) !== undefined);
    case 'limit':
    case 'offset':
      return tokens.isNumber(i + 1) || isParameterAt(tokens, i + 1);
    case 'union':
    case 'intersect':
    case 'except':
      return next === 'select' || tokens.at(i + 2) === 'select';
    case 'fetch':
      return next === 'first' || next === 'next';
    case 'for':
      return next === 'update' || next === 'share';
    case 'returning':
      return next === '*' || nameAt(tokens, i + 1)?.isMarked === true;
    default:
      return isJoinAt(tokens, i);
  }
}

function isJoinAt(tokens: Tokens, from: number): boolean {
  let i = from;
  while (JOINS.has(tokens.at(i)) && i < from + 3) i++;
  if (tokens.at(i) !== 'join') return false;
  return tokens.at(i + 1) === '(' || nameAt(tokens, i + 1) !== undefined;
}

/** Whether a condition begins at a position: two things that are compared. */
export function isConditionAt(tokens: Tokens, from: number): boolean {
  let i = from;
  while (tokens.at(i) === '(' || tokens.at(i) === 'not') i++;
  if (tokens.at(i) === 'exists') return tokens.at(i + 1) === '(';
  let end = endOfOperand(tokens, i);
  if (end === undefined) return false;
  while (tokens.at(end) === ')') end++;
  return isComparisonAt(tokens, end);
}

/** The position behind a number, string, name, call or bracket; `undefined` where there is none of them. */
export function endOfOperand(tokens: Tokens, from: number): number | undefined {
  let i = from;
  while (tokens.at(i) === '-' || tokens.at(i) === '+') i++;
  const token = tokens.at(i);
  if (tokens.isNumber(i) || token === 'null' || token === 'true' || token === 'false') return i + 1;
  if (token === '(' || token === "'") return after(tokens.partnerOf(i));
  const name = nameAt(tokens, i);
  if (name === undefined) return undefined;
  return tokens.at(name.end) === '(' ? after(tokens.partnerOf(name.end)) : name.end;
}

function isComparisonAt(tokens: Tokens, i: number): boolean {
  const token = tokens.at(i);
  const next = tokens.at(i + 1);
  if (VOCABULARY.isComparison(token)) return true;
  switch (token) {
    case 'not':
      return next === 'like' || next === 'in' || next === 'between';
    case 'is':
      return next === 'null' || (next === 'not' && tokens.at(i + 2) === 'null');
    case 'in':
      return next === '(';
    case 'like':
    case 'ilike':
    case 'between':
    case 'regexp':
    case 'rlike':
      return tokens.isQuote(i + 1) || tokens.isNumber(i + 1) || isParameterAt(tokens, i + 1);
    default:
      return false;
  }
}

function after(i: number | undefined): number | undefined {
  return i === undefined ? undefined : i + 1;
}
