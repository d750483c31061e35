import { readdir } from 'node:fs/promises';
import { RuntimeError } from '@tenon/core';
import { harmless } from '../harmless.js';

/** How many files are named as a reason. */
const NAMED = 3;

/** Throws FOLDER_NOT_EMPTY and FOLDER_UNWRITABLE where no project can be made. A repository without files is empty. */
export async function checkFolder(folder: string): Promise<void> {
  const shown = harmless(folder);
  if (shown !== folder) throw unwritable(`"${shown}" has characters that no path should have.`);
  let found: readonly string[];
  try {
    found = await readdir(folder);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw unwritable(`"${folder}" is no folder.`, cause);
  }
  const files = found.filter((name) => name !== '.git').map(harmless);
  if (files.length === 0) return;
  throw new RuntimeError(
    'FOLDER_NOT_EMPTY',
    `"${folder}" holds ${files.slice(0, NAMED).join(', ')}${files.length > NAMED ? ', …' : ''} already.`,
    { hint: 'Name a folder that is empty, or not there yet.' },
  );
}

function unwritable(message: string, cause?: unknown): RuntimeError {
  return new RuntimeError('FOLDER_UNWRITABLE', message, { cause, hint: 'Name another folder.' });
}
