import { constants, type FileHandle, open } from 'node:fs/promises';
import { describeValue } from '@tenon/core';
import { failure, type Site } from '../failure.js';
import { decoderOf, type Encoding } from './encoding.js';
import { fileError } from './file-error.js';
import type { Files } from './files.js';

/** What is read, and for whom. */
export interface Reading {
  /** The path that the author stated. */
  readonly path: string;
  readonly encoding: Encoding;
  readonly files: Files;
  readonly site: Site;
  /** The most bytes. */
  readonly maxBytes: number;
}

/** What a file was like when it was opened. */
export interface FileFacts {
  readonly size: number;
  readonly changedAt: number;
}

/** Bytes read at once: beyond that, larger pieces are no faster. */
const CHUNK = 256 * 1024;

/** The kinds of file that would block, and links in the file's place, are refused when it is opened. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * The text of a file, piece by piece. `check` sees what the file is like before anything is read. Closes the file when it
 * is read, given up on, or aborted. Throws the codes of files, and TEXT_INVALID.
 */
export async function* textOf(
  reading: Reading,
  signal?: AbortSignal,
  check?: (facts: FileFacts) => void,
): AsyncGenerator<string, void, undefined> {
  const { path, files, site } = reading;
  let handle: FileHandle | undefined;
  try {
    signal?.throwIfAborted();
    handle = await open(await files.locate(path, 'read'), FLAGS);
    const facts = await factsOf(handle, reading);
    check?.(facts);
    yield* decoded(handle, reading, signal);
  } catch (error) {
    throw fileError(error, path, 'read', site, signal);
  } finally {
    await handle?.close();
  }
}

/** The whole text of a file. */
export async function wholeText(reading: Reading, signal: AbortSignal): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of textOf(reading, signal)) pieces.push(piece);
  return pieces.join('');
}

async function factsOf(handle: FileHandle, reading: Reading): Promise<FileFacts> {
  const stat = await handle.stat();
  if (!stat.isFile()) {
    throw failure(
      reading.site,
      'FILE_REFUSED',
      `Node "${reading.site.id}" cannot read ${describeValue(reading.path)}, which is no regular file.`,
      { port: 'path' },
    );
  }
  if (stat.size > reading.maxBytes) throw tooLarge(reading, stat.size);
  return { size: stat.size, changedAt: stat.mtimeMs };
}

async function* decoded(
  handle: FileHandle,
  reading: Reading,
  signal: AbortSignal | undefined,
): AsyncGenerator<string, void, undefined> {
  const decoder = decoderOf(reading.encoding);
  const buffer = Buffer.allocUnsafe(CHUNK);
  let total = 0;
  for (;;) {
    signal?.throwIfAborted();
    const { bytesRead } = await handle.read(buffer, 0, CHUNK, null);
    signal?.throwIfAborted();
    total += bytesRead;
    // A file may grow while it is read.
    if (total > reading.maxBytes) throw tooLarge(reading, total);
    let piece: string;
    try {
      piece = bytesRead === 0 ? decoder.end() : decoder.decode(buffer.subarray(0, bytesRead));
    } catch (cause) {
      throw notText(reading, cause);
    }
    if (piece !== '') yield piece;
    if (bytesRead === 0) return;
  }
}

function tooLarge({ path, site, maxBytes }: Reading, size: number): Error {
  return failure(
    site,
    'FILE_TOO_LARGE',
    `The file ${describeValue(path)} has ${bytes(size)}, and node "${site.id}" reads at most ${bytes(maxBytes)}.`,
    { hint: 'Read CSV with stream: true, or raise "maxBytes" of standardNodes.', port: 'path' },
  );
}

function notText({ path, site, encoding }: Reading, cause: unknown): Error {
  return failure(
    site,
    'TEXT_INVALID',
    `The file ${describeValue(path)}, which node "${site.id}" reads, is no text in ${encoding}.`,
    { cause, hint: 'State its encoding: "utf-8", "utf-16le" or "latin1".', port: 'path' },
  );
}

function bytes(count: number): string {
  return `${count.toLocaleString('en-GB')} bytes`;
}
