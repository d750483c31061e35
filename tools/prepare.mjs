/** Installs the dependencies where they are missing or out of date, then builds. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { node, root } from './run.mjs';

export function prepare() {
  if (!isInstalled()) {
    console.error('Installing the dependencies');
    node('tools/pnpm.mjs', ['install', '--frozen-lockfile', '--loglevel=error']);
    console.error('Building, which takes a minute or two the first time');
  }
  node('node_modules/typescript/bin/tsc', ['-b']);
}

// pnpm keeps a copy of the lockfile that it has installed.
function isInstalled() {
  const wanted = contentOf('pnpm-lock.yaml');
  return wanted !== undefined && wanted === contentOf('node_modules/.pnpm/lock.yaml');
}

function contentOf(file) {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch {
    return undefined;
  }
}
