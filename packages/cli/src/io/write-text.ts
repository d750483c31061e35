import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { messageOf, RuntimeError } from '@tenon/core';
import type { Io } from './io.js';

/** Writes a text to a file, whose folder is made where there is none, or to stdout for `-`. Throws OUTPUT_UNWRITABLE. */
export async function writeText(
  io: Pick<Io, 'cwd' | 'stdout'>,
  path: string,
  text: string,
): Promise<void> {
  if (path === '-') {
    io.stdout.write(text);
    return;
  }
  const file = resolve(io.cwd, path);
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  } catch (cause) {
    throw new RuntimeError(
      'OUTPUT_UNWRITABLE',
      `"${file}" cannot be written: ${messageOf(cause)}`,
      {
        cause,
        hint: 'Name another path.',
      },
    );
  }
}
