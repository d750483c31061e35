import { type FileHandle, open, stat } from 'node:fs/promises';
import { reasonOf } from './confine.js';

/** Why a file gave no text. */
export interface Unread {
  readonly code: 'FILE_UNREADABLE' | 'FILE_LIMIT';
  readonly message: string;
  readonly hint: string;
}

/** Reads a file as UTF-8, no more than so many bytes of it. `name` is what messages call it. */
export async function readText(
  path: string,
  name: string,
  { bytes: most }: { readonly bytes: number },
  { onlyRegular }: { readonly onlyRegular: boolean },
): Promise<string | Unread> {
  const unreadable = (why: string, hint: string): Unread => ({
    code: 'FILE_UNREADABLE',
    message: `The file "${name}" cannot be read: ${why}.`,
    hint,
  });
  let bytes: Buffer;
  try {
    // Asked before it is opened: to open a pipe that nobody writes to waits for ever.
    const facts = await stat(path);
    if (facts.isDirectory()) return unreadable('it is a folder', 'Name the file in it.');
    if (onlyRegular && !facts.isFile()) return unreadable('it is no regular file', 'Name a file.');
    const file = await open(path);
    try {
      bytes = await readUpTo(file, most + 1);
    } finally {
      await file.close();
    }
  } catch (error) {
    return unreadable(reasonOf(error), 'Correct the path, or the rights on the file.');
  }
  if (bytes.length > most) {
    return {
      code: 'FILE_LIMIT',
      message: `The file "${name}" has more than ${String(most)} bytes.`,
      hint: 'Divide the workflow, or raise the limit "bytes".',
    };
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return unreadable('it is no UTF-8 text', 'Save it as UTF-8.');
  }
}

const CHUNK = 64 * 1024;

async function readUpTo(file: FileHandle, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (let length = 0; length < most; ) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK, most - length));
    const { bytesRead } = await file.read(chunk, 0, chunk.length, null);
    if (bytesRead === 0) break;
    chunks.push(chunk.subarray(0, bytesRead));
    length += bytesRead;
  }
  return Buffer.concat(chunks);
}
