import { isClauseAt, isConditionAt } from './clauses.js';
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
import type { Statement } from './statement.js';
import type { Tokens } from './tokens.js';

/** Statements that change rows. */
export const CHANGE_STATEMENTS: readonly Statement[] = [
  {
    detector: 'insert-statement',
    holds: 'an SQL statement that inserts rows',
    source: 'ISO/IEC 9075-2 section 14.11, insert statement; REPLACE of MySQL and SQLite',
    starts: ['insert', 'replace'],
    isAt: isInsertAt,
  },
  {
    detector: 'update-statement',
    holds: 'an SQL statement that changes rows',
    source: 'ISO/IEC 9075-2 section 14.14, update statement',
    starts: ['update'],
    isAt: isUpdateAt,
  },
  {
    detector: 'delete-statement',
    holds: 'an SQL statement that deletes rows',
    source: 'ISO/IEC 9075-2 section 14.9, delete statement',
    starts: ['delete'],
    isAt: isDeleteAt,
  },
  {
    detector: 'merge-statement',
    holds: 'an SQL statement that merges rows',
    source: 'ISO/IEC 9075-2 section 14.12, merge statement',
    starts: ['merge'],
    isAt: isMergeAt,
  },
];

const MODIFIERS: ReadonlySet<string> = new Set([
  'low_priority',
  'delayed',
  'high_priority',
  'ignore',
  'only',
]);
const OR_WHAT: ReadonlySet<string> = new Set(['replace', 'ignore', 'abort', 'fail', 'rollback']);

function isInsertAt(tokens: Tokens, i: number): boolean {
  if (!beginsStatement(tokens, i)) return false;
  let into = i + 1;
  if (tokens.at(into) === 'or' && OR_WHAT.has(tokens.at(into + 1))) into += 2;
  while (MODIFIERS.has(tokens.at(into))) into++;
  const isShort = tokens.at(into) !== 'into'; // as MySQL and SQL Server take it
  const table = nameAt(tokens, isShort ? into : into + 1);
  if (table === undefined) return false;
  const end = tokens.behindBrackets(table.end);
  const next = tokens.at(end + 1);
  switch (tokens.at(end)) {
    case 'values':
    case 'value':
      if (next === '' && !isShort) return standOut(tokens, [i, into], end);
      return next === '(' && (!isShort || isLiteralAt(tokens, end + 2));
    case 'select':
      return !isShort && !['the', 'a', 'an', 'your', ''].includes(next);
    case 'default':
      return next === 'values';
    case 'set':
      return !isShort && isAssignmentAt(tokens, end + 1);
    default:
      return false;
  }
}

/** "insert coin values (see below)" has words where a row has values. */
function isLiteralAt(tokens: Tokens, i: number): boolean {
  return tokens.isNumber(i) || ["'", '?', ':', '@', '$', 'null', 'default'].includes(tokens.at(i));
}

function isUpdateAt(tokens: Tokens, i: number): boolean {
  if (!beginsStatement(tokens, i)) return false;
  let at = i + 1;
  while (MODIFIERS.has(tokens.at(at))) at++;
  const table = nameAt(tokens, at);
  if (table === undefined) return false;
  let end = table.end;
  if (tokens.at(end) !== 'set') {
    end = nameAt(tokens, tokens.at(end) === 'as' ? end + 1 : end)?.end ?? end;
  }
  return tokens.at(end) === 'set' && isAssignmentAt(tokens, end + 1);
}

function isAssignmentAt(tokens: Tokens, i: number): boolean {
  const column = nameAt(tokens, i);
  return column !== undefined && tokens.at(column.end) === '=';
}

function isDeleteAt(tokens: Tokens, i: number): boolean {
  if (!beginsStatement(tokens, i)) return false;
  let from = i + 1;
  while (MODIFIERS.has(tokens.at(from))) from++;
  if (tokens.at(from) !== 'from') return isShortDeleteAt(tokens, i);
  const table = nameAt(tokens, from + 1);
  if (table === undefined) return false;
  const { end, isMarked } = table;
  if (isClauseAt(tokens, end)) return true;
  const alias = nameAt(tokens, end);
  if (alias !== undefined && isClauseAt(tokens, alias.end)) return true;
  if (!canEndAt(tokens, end)) return false;
  const keywords = [i, from];
  if (isMarked || isSetOff(tokens, i, end) || standOut(tokens, keywords, end)) return true;
  return isAllOfText(tokens, i, end) && areAlike(tokens, keywords) && isPlural(tokens.at(from + 1));
}

/** Without FROM, as Oracle and SQL Server take it. */
function isShortDeleteAt(tokens: Tokens, i: number): boolean {
  const table = nameAt(tokens, i + 1);
  return (
    table !== undefined && tokens.at(table.end) === 'where' && isConditionAt(tokens, table.end + 1)
  );
}

function isMergeAt(tokens: Tokens, i: number): boolean {
  if (tokens.at(i + 1) !== 'into' || !beginsStatement(tokens, i)) return false;
  let end = nameAt(tokens, i + 2)?.end;
  if (end === undefined) return false;
  if (tokens.at(end) !== 'using') {
    end = nameAt(tokens, tokens.at(end) === 'as' ? end + 1 : end)?.end ?? end;
  }
  if (tokens.at(end) !== 'using') return false;
  return tokens.at(end + 1) === '(' || nameAt(tokens, end + 1) !== undefined;
}
