import { randomUUID } from 'node:crypto';
import { type FileHandle, link, open, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Site } from '../failure.js';
import { fileError } from './file-error.js';
import type { Files } from './files.js';

/** What to do where a file is there already. */
export const IF_EXISTS = ['replace', 'fail'] as const;
export type IfExists = (typeof IF_EXISTS)[number];

/** What is written, and for whom. */
export interface Writing {
  readonly path: string;
  readonly files: Files;
  readonly site: Site;
  readonly ifExists: IfExists;
}

/**
 * Writes a file as a whole: beside its place first, then into it, so that nobody ever sees half of it and a failure leaves
 * what was there. Answers the bytes written. A link in the file's place is replaced, and not followed.
 */
export async function replaceFile(
  { path, files, site, ifExists }: Writing,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<number> {
  let beside: string | undefined;
  try {
    signal.throwIfAborted();
    const target = await files.locate(path, 'write');
    beside = join(dirname(target), `.${basename(target).slice(0, LONGEST)}.${randomUUID()}.tmp`);
    const written = await writeNew(beside, await modeOf(target, ifExists), chunks, signal);
    if (ifExists === 'replace') await rename(beside, target);
    else {
      await link(beside, target);
      await unlink(beside);
    }
    beside = undefined;
    return written;
  } catch (error) {
    throw fileError(error, path, 'write', site, signal);
  } finally {
    if (beside !== undefined) await unlink(beside).catch(() => undefined);
  }
}

/** Characters of the file's name that the one beside it bears: names have at most 255 bytes. */
const LONGEST = 50;

/** The permissions of the file that is replaced. Throws where it is in the way. */
async function modeOf(target: string, ifExists: IfExists): Promise<number | undefined> {
  const there = await stat(target).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (there === undefined) return undefined;
  if (there.isDirectory()) throw Object.assign(new Error('EISDIR'), { code: 'EISDIR' });
  if (ifExists === 'fail') throw Object.assign(new Error('EEXIST'), { code: 'EEXIST' });
  return there.mode & 0o777;
}

async function writeNew(
  path: string,
  mode: number | undefined,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<number> {
  const handle = await open(path, 'wx', mode);
  try {
    const written = await writeAll(handle, chunks, signal);
    if (mode !== undefined) await handle.chmod(mode); // the umask may have taken some of it
    await handle.sync();
    return written;
  } finally {
    await handle.close();
  }
}

async function writeAll(
  handle: FileHandle,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<number> {
  let written = 0;
  for await (const chunk of chunks) {
    signal.throwIfAborted();
    await handle.writeFile(chunk); // at the handle's place: adds to what is there
    written += chunk.byteLength;
  }
  signal.throwIfAborted();
  return written;
}
