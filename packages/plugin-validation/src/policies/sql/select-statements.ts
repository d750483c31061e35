import { isClauseAt } from './clauses.js';
import {
  areAlike,
  beginsStatement,
  canEndAt,
  isAllOfText,
  isPlural,
  isSetOff,
  standOut,
} from './evidence.js';
import { nameAt } from './names.js';
import { type SelectList, selectListAt } from './select-list.js';
import type { Statement } from './statement.js';
import type { Tokens } from './tokens.js';

/** Queries. */
export const SELECT_STATEMENTS: readonly Statement[] = [
  {
    detector: 'select-statement',
    holds: 'an SQL query',
    source: 'ISO/IEC 9075-2 section 7.16, query specification',
    starts: ['select'],
    isAt: isSelectAt,
  },
  {
    detector: 'union-select',
    holds: 'an SQL query that is joined to another',
    source: 'ISO/IEC 9075-2 section 7.17, query expression; CWE-89',
    starts: ['union', 'intersect', 'except'],
    isAt: isUnionAt,
  },
];

function isSelectAt(tokens: Tokens, i: number): boolean {
  if (!beginsStatement(tokens, i)) return false;
  const list = selectListAt(tokens, i + 1);
  if (list === undefined) return false;
  return tokens.at(list.end) === 'from'
    ? isSelectFrom(tokens, i, list)
    : isConstantSelect(tokens, i, list);
}

function isSelectFrom(tokens: Tokens, i: number, list: SelectList): boolean {
  const from = list.end;
  const source = sourceAt(tokens, from + 1);
  if (source === undefined) return false;
  const tail = tailAt(tokens, source.end);
  if (list.isCertain || source.isCertain || tail.isClause) return true;
  if (!tail.isEnd) return false;
  const keywords = [i, from];
  return (
    list.isMarked ||
    source.isMarked ||
    isSetOff(tokens, i, tail.end) ||
    standOut(tokens, keywords, tail.end) ||
    (tail.end === source.end &&
      isAllOfText(tokens, i, tail.end) &&
      areAlike(tokens, keywords) &&
      isPlural(tokens.at(from + 1)))
  );
}

/** `select 1`, `SELECT pg_sleep(10)`, `select @@version`: all of a text, or behind another statement. */
function isConstantSelect(tokens: Tokens, i: number, list: SelectList): boolean {
  if (!list.isConstant || !canEndAt(tokens, list.end)) return false;
  if (tokens.at(i - 1) === ';' || tokens.at(i - 1) === '(') return list.isCertain;
  const end = tokens.at(list.end) === '--' ? tokens.length : list.end;
  return isAllOfText(tokens, i, end) && areAlike(tokens, [i]);
}

interface Source {
  readonly end: number;
  readonly isMarked: boolean;
  readonly isCertain: boolean;
}

/** What a query reads: a table, a function, or another query in brackets. */
function sourceAt(tokens: Tokens, i: number): Source | undefined {
  if (tokens.at(i) === '(') {
    const end = tokens.behindBrackets(i);
    return tokens.at(i + 1) === 'select' ? { end, isMarked: true, isCertain: true } : undefined;
  }
  const name = nameAt(tokens, i);
  if (name === undefined) return undefined;
  const isInBackticks = tokens.at(i) === '`' || tokens.at(i) === '[';
  return { ...name, isCertain: isInBackticks };
}

interface Tail {
  readonly end: number;
  readonly isClause: boolean;
  readonly isEnd: boolean;
}

/** What follows the tables, each with or without another name. */
function tailAt(tokens: Tokens, from: number): Tail {
  let end = behindAlias(tokens, from);
  while (tokens.at(end) === ',') {
    const next = nameAt(tokens, end + 1);
    if (next === undefined) break;
    end = behindAlias(tokens, next.end);
  }
  return endingAt(tokens, end);
}

/** The position behind another name for a table; a word with more words behind it is none. */
function behindAlias(tokens: Tokens, end: number): number {
  const { isClause, isEnd } = endingAt(tokens, end);
  if (isClause || isEnd) return end;
  const alias = nameAt(tokens, tokens.at(end) === 'as' ? end + 1 : end);
  if (alias === undefined) return end;
  const behind = endingAt(tokens, alias.end);
  return behind.isClause || behind.isEnd ? alias.end : end;
}

function endingAt(tokens: Tokens, end: number): Tail {
  return { end, isClause: isClauseAt(tokens, end), isEnd: canEndAt(tokens, end) };
}

/** `UNION ALL SELECT NULL, password FROM users`, but not "the teachers' union select committee". */
function isUnionAt(tokens: Tokens, i: number): boolean {
  let select = i + 1;
  while (['all', 'distinct', '('].includes(tokens.at(select))) select++;
  if (tokens.at(select) !== 'select' || !beginsStatement(tokens, i)) return false;
  const list = selectListAt(tokens, select + 1);
  if (list === undefined) return false;
  if (list.isConstant || list.isCertain) return true;
  if (tokens.at(list.end) !== 'from') return isSetOff(tokens, i, list.end);
  const source = sourceAt(tokens, list.end + 1);
  if (source === undefined) return false;
  const tail = tailAt(tokens, source.end);
  const keywords = [i, select, list.end];
  return (
    tail.isClause ||
    (tail.isEnd &&
      (source.isMarked ||
        list.isMarked ||
        isBehindValue(tokens, i) ||
        isSetOff(tokens, i, tail.end) ||
        standOut(tokens, keywords, tail.end)))
  );
}

function isBehindValue(tokens: Tokens, i: number): boolean {
  const value = tokens.isQuote(i - 1) ? i - 2 : i - 1;
  return tokens.isNumber(value) || tokens.at(value) === ')' || (tokens.isQuote(i - 1) && value < 0);
}
