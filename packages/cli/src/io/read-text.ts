import { readFile } from 'node:fs/promises';
import { messageOf, RuntimeError } from '@tenon/core';
import type { Io } from './io.js';

/** The text of a file, or of standard input for `-`. Throws PARAMETERS_UNREADABLE. */
export async function readText(io: Pick<Io, 'stdin'>, path: string): Promise<string> {
  if (path === '-') {
    const parts: Buffer[] = [];
    for await (const part of io.stdin) parts.push(Buffer.from(part as Buffer | string));
    return Buffer.concat(parts).toString('utf8');
  }
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new RuntimeError(
      'PARAMETERS_UNREADABLE',
      `"${path}" cannot be read: ${reasonOf(cause)}`,
      { cause, hint: 'Correct the path.' },
    );
  }
}

function reasonOf(cause: unknown): string {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file.';
  return code === 'EISDIR' ? 'it is a folder.' : messageOf(cause);
}
