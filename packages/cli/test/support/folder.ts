import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Below the package, so that what stands in a folder may import what it depends on. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PACKAGE = fileURLToPath(new URL('../../../', import.meta.url));

const made: string[] = [];

/** A folder with some files, which is gone after the test. */
export function aFolder(files: Readonly<Record<string, string>> = {}): string {
  installPackage();
  const folder = mkdtempSync(join(ROOT, 'tmp-'));
  made.push(folder);
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}

/** Lets projects with a manifest of their own import the package by its name. */
function installPackage(): void {
  const link = join(ROOT, 'node_modules/@tenon/cli');
  if (existsSync(link)) return;
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(PACKAGE, link, 'junction');
}

export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}
