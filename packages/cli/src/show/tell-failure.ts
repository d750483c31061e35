import { inspect } from 'node:util';
import { messageOf, RuntimeError } from '@tenon/core';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { harmlessLines } from '../io/harmless.js';
import type { Io } from '../io/io.js';
import { say } from '../io/lines.js';
import { paletteFor } from '../io/palette.js';
import { issueText } from './issue-text.js';

const EXIT_OF: ReadonlyMap<string, ExitCode> = new Map<string, ExitCode>([
  ['USAGE_INVALID', EXIT.usage],
  ['PARAMETERS_UNREADABLE', EXIT.usage],
  ['PROJECT_NAME_INVALID', EXIT.usage],
  ['FOLDER_NOT_EMPTY', EXIT.usage],
  ['WORKFLOW_INVALID', EXIT.refused],
]);

/** The exit code for an error that ended a command. */
export function exitCodeOf(error: unknown): ExitCode {
  if (!RuntimeError.is(error)) return EXIT.internal;
  return EXIT_OF.get(error.code) ?? EXIT.setup;
}

/** Tells why a command ended, with a stack where TENON_DEBUG asks for one or the fault is the command's own. */
export function tellFailure(error: unknown, io: Pick<Io, 'cwd' | 'env' | 'stderr'>): ExitCode {
  const exitCode = exitCodeOf(error);
  const palette = paletteFor(io.env, io.stderr);
  const { code, hint } = RuntimeError.is(error)
    ? error
    : { code: 'INTERNAL', hint: 'This is a fault of the command: please report it.' };
  say(
    io.stderr,
    issueText({ severity: 'error', code, message: messageOf(error), hint }, palette, io.cwd),
  );
  if ((io.env['TENON_DEBUG'] ?? '') !== '' || exitCode === EXIT.internal) {
    say(io.stderr, harmlessLines(inspect(error, { depth: 4 })));
  }
  return exitCode;
}
