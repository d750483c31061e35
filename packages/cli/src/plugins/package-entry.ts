import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Jiti } from 'jiti';

/** The file that the package in a folder gives to who imports it, as a URL; `undefined` where there is none. */
export async function packageEntry(
  folder: string,
  jitiAt: (from: string) => Pick<Jiti, 'esmResolve'>,
): Promise<string | undefined> {
  const manifest = join(folder, 'package.json');
  const { name, exports, main } = await membersOf(manifest);
  const from = jitiAt(pathToFileURL(manifest).href);
  if (typeof name === 'string' && exports !== undefined) {
    // Asked for by its own name from inside, a package answers what it exports.
    return from.esmResolve(name, { try: true });
  }
  const file = join(folder, typeof main === 'string' ? main : 'index.js');
  return from.esmResolve(pathToFileURL(file).href, { try: true });
}

/** Whether there is a folder at a path. */
export async function isFolder(path: string): Promise<boolean> {
  const facts = await stat(path).catch(() => undefined);
  return facts?.isDirectory() === true;
}

async function membersOf(manifest: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return Object(JSON.parse(await readFile(manifest, 'utf8'))) as Record<string, unknown>;
  } catch {
    return {}; // a folder without a package may hold an "index.js"
  }
}
