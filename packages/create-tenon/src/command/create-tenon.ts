import { resolve } from 'node:path';
import { inspect } from 'node:util';
import { messageOf, RuntimeError } from '@tenon/core';
import { CommanderError } from 'commander';
import { createColors } from 'picocolors';
import { harmless } from '../harmless.js';
import { createProject, type Kind } from '../project/create-project.js';
import { told } from '../project/told.js';
import { EXIT, type ExitCode, exitCodeOf } from './exit-codes.js';
import { type Io, isInteractive, wantsColours } from './io.js';
import { type Arguments, parsed } from './program.js';

/** The whole command: takes its arguments, and answers the exit code. Never rejects. */
export async function createTenon(args: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await create(parsed(args, io), io);
  } catch (error) {
    // Help that was asked for is no mistake. What is one has been told.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.completed : EXIT.usage;
    return tellFailure(error, io);
  }
}

async function create(given: Arguments, io: Io): Promise<ExitCode> {
  const wishes = await settle(given, io);
  if (wishes === undefined) {
    io.stderr.write('Nothing was written.\n');
    return EXIT.interrupted;
  }
  const { folder, kind } = wishes;
  const project = await createProject({ kind, folder: resolve(io.cwd, folder), name: given.name });
  io.stdout.write(`${told(project, folder, createColors(wantsColours(io.stdout, io.env)))}\n`);
  return EXIT.completed;
}

/** What is to be made, asked for where there is somebody to ask. */
async function settle(
  { folder, kind, yes }: Arguments,
  io: Io,
): Promise<{ readonly folder: string; readonly kind: Kind } | undefined> {
  if (folder !== undefined && (kind !== undefined || yes)) return { folder, kind: kind ?? 'app' };
  if (!yes && isInteractive(io)) {
    const { ask } = await import('./questions.js');
    return ask({ folder, kind }, io);
  }
  if (folder !== undefined) return { folder, kind: kind ?? 'app' };
  throw new RuntimeError('PROJECT_FOLDER_MISSING', 'No folder is named for the project.', {
    hint: 'Name one: create-tenon FOLDER --kind app.',
  });
}

function tellFailure(error: unknown, { stderr, env }: Io): ExitCode {
  const exitCode = exitCodeOf(error);
  const { red, dim } = createColors(wantsColours(stderr, env));
  const { code, hint } = RuntimeError.is(error)
    ? error
    : { code: 'INTERNAL', hint: 'This is a fault of the command: please report it.' };
  stderr.write(`${red('error')} ${code} ${harmless(messageOf(error))}\n`);
  if (hint !== undefined) stderr.write(`    ${dim(hint)}\n`);
  if (exitCode === EXIT.internal) stderr.write(`${inspect(error, { depth: 4 })}\n`);
  return exitCode;
}
