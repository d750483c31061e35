import { mkdir, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep, win32 } from 'node:path';
import { describeValue, RuntimeError } from '@tenon/core';
import type { Files, FileUse } from './files.js';

/**
 * Files inside one folder. A path is relative to it, and must stay inside after `..` and links are followed, those on the
 * way and one at the end. What somebody else changes in the folder meanwhile is not guarded against, but for a link put in
 * the file's own place.
 */
export class RootedFiles implements Files {
  readonly maxBytes: number;
  readonly #root: string | undefined;

  constructor(root: string | undefined, maxBytes: number) {
    this.#root = root === undefined ? undefined : resolve(root);
    this.maxBytes = maxBytes;
  }

  async locate(path: string, use: FileUse): Promise<string> {
    if (this.#root === undefined) throw refused('no root folder is set for files', NO_ROOT);
    checkForm(path);
    const root = await realpath(this.#root);
    const target = join(root, path);
    if (!isInside(root, target)) throw leadsOut(path);
    if (use === 'read') {
      const found = await realpath(target);
      if (!isInside(root, found)) throw leadsOut(path);
      return found;
    }
    const folder = await madeFolder(root, dirname(target), path);
    return join(folder, basename(target));
  }
}

/** The most characters of a path: those of Linux, and more than any other system takes. */
const LONGEST = 4_096;

/** What no name has; two names that differ by halves of surrogate pairs alone would be one file. */
const UNFIT = /[\0\p{Cs}]/u;

const NO_ROOT = 'Set one: standardNodes({ root: "data" }).';
const RELATIVE = 'Paths are relative to the root folder, and stay inside it.';

function checkForm(path: unknown): asserts path is string {
  if (typeof path !== 'string' || path === '' || path.length > LONGEST || UNFIT.test(path)) {
    throw refused(`${describeValue(path)} is no path`, RELATIVE);
  }
  if (isAbsolute(path) || win32.isAbsolute(path) || /^[A-Za-z]:/.test(path)) {
    throw refused(`the path ${describeValue(path)} is absolute`, RELATIVE);
  }
  if (/[/\\]$/.test(path) || ['.', '..'].includes(basename(path))) {
    throw refused(`the path ${describeValue(path)} names a folder`, 'Name a file.');
  }
}

function isInside(root: string, target: string): boolean {
  const way = relative(root, target);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/**
 * The real path of a folder to write in. Folders that are missing are made, one by one, and only inside: a link among those
 * that are there may lead out.
 */
async function madeFolder(root: string, folder: string, path: string): Promise<string> {
  let here = root;
  for (const name of relative(root, folder).split(sep)) {
    if (name === '') continue;
    const next = join(here, name);
    here = await realpath(next).catch(async (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      await mkdir(next, { recursive: true });
      return realpath(next);
    });
    if (here !== root && !isInside(root, here)) throw leadsOut(path);
  }
  return here;
}

function leadsOut(path: string): RuntimeError {
  return refused(`the path ${describeValue(path)} leads out of the root folder`, RELATIVE);
}

/** The rest of a sentence that the node begins. */
function refused(what: string, hint: string): RuntimeError {
  return new RuntimeError('FILE_REFUSED', what, { hint });
}
