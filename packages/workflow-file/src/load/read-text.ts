import { type FileHandle, open, stat } from 'node:fs/promises';

/** Why there is no text. */
export interface Unread {
  readonly code: 'FILE_UNREADABLE' | 'FILE_LIMIT' | 'FILE_REFERENCE';
  readonly message: string;
  readonly hint: string;
}

/** What the file system said of a file or a folder, without the path, which `title` states. */
export function unreadable(title: string, error: unknown, hint: string): Unread {
  const { code } = Object(error) as { readonly code?: unknown };
  const why =
    REASONS.get(code) ?? (typeof code === 'string' ? code : 'the system does not say why');
  return { code: 'FILE_UNREADABLE', message: `${title} cannot be read: ${why}.`, hint };
}

const REASONS: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['ENOTDIR', 'there is no such file'],
  ['EACCES', 'it may not be read'],
  ['EPERM', 'it may not be read'],
  ['ELOOP', 'its symbolic links lead in a circle'],
  ['EISDIR', 'it is a folder'],
]);

/** Reads a file as UTF-8, no more than so many bytes of it. `name` is what messages call it. */
export async function readText(
  path: string,
  name: string,
  { bytes: most }: { readonly bytes: number },
  { onlyRegular }: { readonly onlyRegular: boolean },
): Promise<string | Unread> {
  const title = `The file "${name}"`;
  const flawed = (flaw: string, hint: string): Unread => ({
    code: 'FILE_UNREADABLE',
    message: `${title} ${flaw}.`,
    hint,
  });
  let bytes: Buffer;
  try {
    // Asked before it is opened: to open a pipe that nobody writes to waits for ever.
    const facts = await stat(path);
    if (facts.isDirectory()) return flawed('is a folder', 'Name the file in it.');
    if (onlyRegular && !facts.isFile()) return flawed('is no regular file', 'Name a file.');
    const file = await open(path);
    try {
      bytes = await readUpTo(file, most + 1);
    } finally {
      await file.close();
    }
  } catch (error) {
    return unreadable(title, error, 'Correct the path, or the rights on the file.');
  }
  if (bytes.length > most) {
    return {
      code: 'FILE_LIMIT',
      message: `${title} has more than ${String(most)} bytes.`,
      hint: 'Divide the workflow, or raise the limit "bytes".',
    };
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return flawed('is no UTF-8 text', 'Save it as UTF-8.');
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
