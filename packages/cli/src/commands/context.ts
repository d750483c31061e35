import type { Command } from 'commander';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io/io.js';

/** What a command works with. */
export interface CommandContext {
  readonly io: Io;
  /** Says how the command ends. */
  readonly end: (exitCode: ExitCode) => void;
}

/** Adds a command to the program. What does its work is loaded when it is called. */
export type AddCommand = (program: Command, context: CommandContext) => void;
