import { resolve } from 'node:path';
import { createProject, type Kind, told } from 'create-tenon';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { harmless } from '../io/harmless.js';
import type { Io } from '../io/io.js';
import { say } from '../io/lines.js';
import { paletteFor } from '../io/palette.js';

/** Makes what `npm create tenon` makes, and tells how to go on. */
export async function makeProject(
  io: Io,
  kind: Kind,
  folder: string,
  name?: string,
): Promise<ExitCode> {
  const project = await createProject({ kind, folder: resolve(io.cwd, folder), name });
  say(io.stdout, told(project, harmless(folder), paletteFor(io.env, io.stdout)));
  return EXIT.completed;
}
