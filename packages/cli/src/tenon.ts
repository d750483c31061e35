import { CommanderError } from 'commander';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { Io } from './io/io.js';
import { programFor } from './program.js';

/** The whole command: takes its arguments, and answers the exit code. Never rejects. */
export async function tenon(args: readonly string[], io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.completed;
  const program = programFor({ io, end: (code) => (exitCode = code) });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help that was asked for is no mistake; help in place of a command is.
      return error.exitCode === 0 ? EXIT.completed : EXIT.usage;
    }
    const { tellFailure } = await import('./show/tell-failure.js');
    return tellFailure(error, io);
  }
}
