import { resolve } from 'node:path';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { harmless } from '../io/harmless.js';
import type { Io } from '../io/io.js';
import { say } from '../io/lines.js';
import { paletteFor } from '../io/palette.js';
import { capitalised, namesFor } from './names.js';
import { scaffold } from './scaffold.js';
import { VERSIONS } from './versions.js';

/** Makes a project that runs at once. */
export async function newApp(io: Io, folder: string): Promise<ExitCode> {
  const path = resolve(io.cwd, folder);
  const names = namesFor(path);
  const files = await scaffold('app', path, { ...VERSIONS, name: names.package });
  tell(io, folder, files, ['npm install', 'npm run schema', 'npm start']);
  return EXIT.completed;
}

/** Makes the package of a plugin, with a test. */
export async function newPlugin(io: Io, folder: string): Promise<ExitCode> {
  const path = resolve(io.cwd, folder);
  const names = namesFor(path);
  const Factory = capitalised(names.factory);
  const files = await scaffold('plugin', path, { ...VERSIONS, ...names, Factory });
  tell(io, folder, files, ['npm install', 'npm test']);
  return EXIT.completed;
}

function tell(io: Io, folder: string, files: readonly string[], next: readonly string[]): void {
  const { bold, green } = paletteFor(io.env, io.stdout);
  for (const file of files) say(io.stdout, `${green('✓')} ${harmless(`${folder}/${file}`)}`);
  say(
    io.stdout,
    `\nNext:\n${['cd ' + harmless(folder), ...next].map((line) => `  ${bold(line)}`).join('\n')}`,
  );
}
