import { beginsStatement, canEndAt } from './evidence.js';
import type { Statement } from './statement.js';
import type { Tokens } from './tokens.js';

/** Statements that are programs: they run procedures, wait, write files or stop the server. */
export const PROCEDURE_CALLS: readonly Statement[] = [
  {
    detector: 'procedure-call',
    holds: 'an SQL statement that runs a procedure, waits, or writes a file',
    source:
      'Microsoft Transact-SQL reference, EXECUTE, DECLARE, WAITFOR, SHUTDOWN; MySQL reference, SELECT INTO',
    starts: ['exec', 'execute', 'declare', 'waitfor', 'shutdown', 'into', 'load'],
    isAt: isProcedureAt,
  },
];

function isProcedureAt(tokens: Tokens, i: number): boolean {
  if (!beginsStatement(tokens, i)) return false;
  const next = tokens.at(i + 1);
  switch (tokens.at(i)) {
    case 'declare':
      return next === '@' && tokens.isWord(i + 2);
    case 'waitfor':
      return (
        (next === 'delay' || next === 'time') && (tokens.isQuote(i + 2) || tokens.at(i + 2) === '@')
      );
    case 'shutdown':
      return tokens.at(i - 1) === ';' && canEndAt(tokens, i + 1);
    case 'load':
      return next === 'data' && ['infile', 'local'].includes(tokens.at(i + 2));
    case 'into':
      return (next === 'outfile' || next === 'dumpfile') && tokens.isQuote(i + 2);
    default:
      return isExecuteAt(tokens, i + 1);
  }
}

/** Tokens between EXEC and the name of what it runs: database, owner, dots. */
const LONGEST_OWNER = 5;

function isExecuteAt(tokens: Tokens, from: number): boolean {
  if (tokens.at(from) === '(') return tokens.at(from + 1) === '@' && tokens.at(from - 2) === ';';
  if (tokens.at(from) === 'immediate') return tokens.isQuote(from + 1);
  for (let i = from; i < from + LONGEST_OWNER; i++) {
    if (/^[sx]p_/.test(tokens.at(i))) return true;
    if (!tokens.isWord(i) && tokens.at(i) !== '.') return false;
  }
  return false;
}
