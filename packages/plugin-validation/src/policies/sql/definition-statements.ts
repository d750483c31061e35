import {
  areAlike,
  beginsStatement,
  canEndAt,
  isAllOfText,
  isSetOff,
  standOut,
} from './evidence.js';
import { nameAt } from './names.js';
import type { Statement } from './statement.js';
import type { Tokens } from './tokens.js';
import { VOCABULARY, words } from './vocabulary.js';

/** Statements that change what a database is made of, and who may do what. */
export const DEFINITION_STATEMENTS: readonly Statement[] = [
  {
    detector: 'drop-statement',
    holds: 'an SQL statement that drops or empties',
    source: 'ISO/IEC 9075-2 section 11.31, drop table statement; 14.10, truncate table statement',
    starts: ['drop', 'truncate'],
    isAt: isDropAt,
  },
  {
    detector: 'alter-statement',
    holds: 'an SQL statement that alters',
    source: 'ISO/IEC 9075-2 section 11.10, alter table statement',
    starts: ['alter'],
    isAt: isAlterAt,
  },
  {
    detector: 'create-statement',
    holds: 'an SQL statement that creates',
    source: 'ISO/IEC 9075-2 section 11.3, table definition; 11.32, view definition',
    starts: ['create'],
    isAt: isCreateAt,
  },
  {
    detector: 'grant-statement',
    holds: 'an SQL statement that grants or revokes',
    source: 'ISO/IEC 9075-2 section 12.1, grant statement; 12.7, revoke statement',
    starts: ['grant', 'revoke'],
    isAt: isGrantAt,
  },
];

const OBJECTS = words(`
  table database schema view index user role login function procedure trigger sequence type tablespace column constraint`);
const ADJECTIVES = words(
  'temporary temp global local unlogged external materialized unique clustered nonclustered foreign virtual recursive',
);

/** The position of the kind of object behind a verb: TABLE of `CREATE TEMPORARY TABLE`. */
function objectAfter(tokens: Tokens, verb: number): number | undefined {
  let i = verb + 1;
  if (tokens.at(i) === 'or' && tokens.at(i + 1) === 'replace') i += 2;
  while (ADJECTIVES.has(tokens.at(i))) i++;
  return OBJECTS.has(tokens.at(i)) ? i : undefined;
}

function isDropAt(tokens: Tokens, i: number): boolean {
  if (!beginsStatement(tokens, i)) return false;
  const isDrop = tokens.at(i) === 'drop';
  const object = objectAfter(tokens, i) ?? (isDrop ? undefined : i);
  if (object === undefined) return false;
  const isConditional = tokens.at(object + 1) === 'if' && tokens.at(object + 2) === 'exists';
  const name = nameAt(tokens, isConditional ? object + 3 : object + 1);
  if (name === undefined) return false;
  if (isConditional) return true;
  const { end, isMarked } = name;
  const keywords = object === i ? [i] : [i, object];
  const isWritten = isMarked || isSetOff(tokens, i, end) || standOut(tokens, keywords, end);
  const next = tokens.at(end);
  if (next === 'cascade' || next === 'restrict') return canEndAt(tokens, end + 1);
  if (!canEndAt(tokens, end)) return false;
  if (isCompound(tokens, object)) return false;
  if (object === i) return tokens.at(i - 1) === ';' || next === ';';
  if (isWritten) return true;
  return tokens.at(object) === 'table' && isAllOfText(tokens, i, end) && areAlike(tokens, keywords);
}

/** "table tennis" */
function isCompound(tokens: Tokens, object: number): boolean {
  return tokens.at(object) === 'table' && VOCABULARY.isTableCompound(tokens.at(object + 1));
}

const ALTERATIONS = words(`
  add drop rename modify change alter enable disable set owner convert engine identified with validate attach detach`);

function isAlterAt(tokens: Tokens, i: number): boolean {
  const object = objectAfter(tokens, i);
  if (object === undefined || !beginsStatement(tokens, i) || isCompound(tokens, object))
    return false;
  let at = object + 1;
  if (tokens.at(at) === 'if' && tokens.at(at + 1) === 'exists') at += 2;
  if (tokens.at(at) === 'only') at++;
  const name = nameAt(tokens, at);
  if (name === undefined || !ALTERATIONS.has(tokens.at(name.end))) return false;
  const keywords = [i, object, name.end];
  if (!isAlterationAt(tokens, name.end + 1)) return false;
  return areAlike(tokens, keywords) || standOut(tokens, keywords, name.end);
}

/** What is added, dropped or set: a name, a keyword, or what something is renamed to or identified by. */
function isAlterationAt(tokens: Tokens, i: number): boolean {
  const token = tokens.at(i);
  const isIntroduced = token === 'to' || token === 'by' || token === '(' || token === '=';
  return isIntroduced || VOCABULARY.isReserved(token) || nameAt(tokens, i) !== undefined;
}

function isCreateAt(tokens: Tokens, i: number): boolean {
  const object = objectAfter(tokens, i);
  if (object === undefined || !beginsStatement(tokens, i)) return false;
  let at = object + 1;
  const isConditional =
    tokens.at(at) === 'if' && tokens.at(at + 1) === 'not' && tokens.at(at + 2) === 'exists';
  if (isConditional) at += 3;
  const name = nameAt(tokens, at);
  if (name === undefined) return false;
  if (isConditional) return true;
  const { end } = name;
  const next = tokens.at(end);
  switch (tokens.at(object)) {
    case 'table':
      return isTableAt(tokens, end);
    case 'view':
      return isQueryAt(tokens, tokens.behindBrackets(end));
    case 'index':
      return next === 'on' && tokens.at(nameAt(tokens, end + 1)?.end ?? end) === '(';
    case 'user':
    case 'role':
    case 'login':
      return isIdentifiedAt(tokens, end);
    case 'trigger':
      return ['before', 'after', 'instead', 'on'].includes(next);
    case 'function':
    case 'procedure':
      return isRoutineAt(tokens, end);
    default:
      return (
        isSetOff(tokens, i, end) || (canEndAt(tokens, end) && standOut(tokens, [i, object], end))
      );
  }
}

const BEFORE_PASSWORD: ReadonlySet<string> = new Set(['=', "'", '"']);

function isIdentifiedAt(tokens: Tokens, end: number): boolean {
  const next = tokens.at(end + 1);
  if (tokens.at(end) === 'identified') return next === 'by' || next === 'with';
  const at = tokens.at(end) === 'with' ? end + 1 : end;
  return (
    tokens.at(at) === 'superuser' ||
    (tokens.at(at) === 'password' && BEFORE_PASSWORD.has(tokens.at(at + 1)))
  );
}

function isTableAt(tokens: Tokens, end: number): boolean {
  if (tokens.at(end) !== '(') return isQueryAt(tokens, end);
  const behind = tokens.isWord(end + 1) ? end + 2 : nameAt(tokens, end + 1)?.end;
  return behind !== undefined && VOCABULARY.isType(tokens.at(behind));
}

function isQueryAt(tokens: Tokens, i: number): boolean {
  const at = tokens.at(i + 1) === '(' ? i + 2 : i + 1;
  return tokens.at(i) === 'as' && (tokens.at(at) === 'select' || tokens.at(at) === 'with');
}

function isRoutineAt(tokens: Tokens, end: number): boolean {
  const behind = tokens.behindBrackets(end);
  return ['returns', 'return', 'language', 'as', 'is', 'begin'].includes(tokens.at(behind));
}

const PRIVILEGES = words(
  'all select insert update delete execute usage references trigger create connect alter drop',
);
/** Privileges that sentences grant as well: "grant usage on request". */
const MOST_PRIVILEGES = 24;

function isGrantAt(tokens: Tokens, i: number): boolean {
  if (!PRIVILEGES.has(tokens.at(i + 1)) || !beginsStatement(tokens, i)) return false;
  let on = i + 1;
  while (on < i + MOST_PRIVILEGES && isPrivilege(tokens, on)) on++;
  const direction = tokens.at(i) === 'grant' ? 'to' : 'from';
  if (tokens.at(on) === direction) return false;
  if (tokens.at(on) !== 'on') return false;
  let to = OBJECTS.has(tokens.at(on + 1)) ? on + 2 : on + 1;
  to = tokens.at(to) === '*' ? to + 1 : (nameAt(tokens, to)?.end ?? to);
  if (tokens.at(to) === '.' && tokens.at(to + 1) === '*') to += 2;
  if (tokens.at(to) !== direction) return false;
  const isUsual = ['all', 'select', 'insert', 'update', 'delete'].includes(tokens.at(i + 1));
  return isUsual ? areAlike(tokens, [i, i + 1, on]) : standOut(tokens, [i, i + 1, on], to);
}

function isPrivilege(tokens: Tokens, i: number): boolean {
  return PRIVILEGES.has(tokens.at(i)) || tokens.at(i) === ',' || tokens.at(i) === 'privileges';
}
