import { type ErrorCode, RuntimeError } from '@tenon/core';

/** How the command ends; the numbers are those of the command `tenon`. */
export const EXIT = Object.freeze({
  /** The project is made, or help was asked for. */
  completed: 0,
  /** The arguments make no sense, or name a folder that holds files. Nothing was written. */
  usage: 2,
  /** A file or folder could not be written. */
  setup: 4,
  /** A fault of the command itself. */
  internal: 70,
  /** Ctrl-C, or Escape at a question. Nothing was written. */
  interrupted: 130,
});

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const USAGE: readonly ErrorCode[] = [
  'PROJECT_FOLDER_MISSING',
  'PROJECT_NAME_INVALID',
  'FOLDER_NOT_EMPTY',
];

/** What `--help` says of each. */
export const EXIT_MEANINGS: ReadonlyMap<ExitCode, string> = new Map<ExitCode, string>([
  [EXIT.completed, 'the project is made'],
  [EXIT.usage, 'an argument makes no sense, or the folder holds files; nothing was written'],
  [EXIT.setup, 'a file or folder could not be written'],
  [EXIT.internal, 'a fault of the command itself, worth a report'],
  [EXIT.interrupted, 'a question was left with Ctrl-C or Escape; nothing was written'],
]);

/** The exit code for an error that ended the command. */
export function exitCodeOf(error: unknown): ExitCode {
  if (!RuntimeError.is(error)) return EXIT.internal;
  return USAGE.includes(error.code) ? EXIT.usage : EXIT.setup;
}
