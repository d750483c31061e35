/** The files that the repository is made of. */
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from './run.mjs';

const WRITTEN_OR_FOREIGN = new Set([
  'node_modules',
  '.git',
  'dist',
  'bundle',
  '.build',
  'coverage',
]);

/** Their paths from the root, with slashes on every system; without what is installed or built. */
export function filePaths(directory = root) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return WRITTEN_OR_FOREIGN.has(entry.name) ? [] : filePaths(path);
    return entry.isFile() ? [relative(root, path).split(sep).join('/')] : [];
  });
}
