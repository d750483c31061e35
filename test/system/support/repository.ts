import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository, seen from where the tests are compiled to. */
export const ROOT = fileURLToPath(new URL('../../../../../', import.meta.url));

/** The text of a file, by its path from the root. */
export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** The names in a folder, by its path from the root. */
export function namesIn(path: string): string[] {
  return readdirSync(join(ROOT, path)).sort();
}

/** The files in a folder and the folders inside it, as paths from the root. */
export function filesUnder(path: string): string[] {
  return readdirSync(join(ROOT, path), { withFileTypes: true }).flatMap((entry) => {
    const inside = `${path}/${entry.name}`;
    return entry.isDirectory() ? filesUnder(inside) : [inside];
  });
}
