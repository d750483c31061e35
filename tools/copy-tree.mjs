/** Copies of the repository, for what must not touch the tree itself. */
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { filePaths } from './files.mjs';
import { root } from './run.mjs';

/** Copies the repository, and links to what is installed. Answers the paths of the files from the root. */
export function copyTree(copy) {
  const files = filePaths();
  for (const path of files) {
    cpSync(join(root, path), join(copy, path));
    if (basename(path) !== 'package.json') continue;
    const installed = join(dirname(path), 'node_modules');
    linkInstalled(join(root, installed), join(copy, installed));
  }
  return files;
}

/** Links between packages lead into the copy, as they are relative; the store of the root is shared. */
function linkInstalled(from, to) {
  // What npm has installed is outside the workspace: large, and nothing that is built needs it.
  if (!existsSync(from) || existsSync(join(from, '.package-lock.json'))) return;
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (name === '.pnpm') symlinkSync(join(from, name), join(to, name));
    else cpSync(join(from, name), join(to, name), { recursive: true, verbatimSymlinks: true });
  }
}
