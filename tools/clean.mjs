/** Removes whatever a build or a coverage run writes, also where its source is gone. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

const WRITTEN = new Set(['dist', 'bundle', '.build', 'coverage']);
const FOREIGN = new Set(['node_modules', '.git']);

clean(root);

function clean(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || FOREIGN.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (WRITTEN.has(entry.name)) rmSync(path, { recursive: true });
    else clean(path);
  }
}
