import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf, RuntimeError } from '@tenon/core';

const TEMPLATES = fileURLToPath(new URL('../../templates', import.meta.url));
/** What a name ends with, so that neither npm nor a compiler takes a template for what it will be. */
const ENDING = '.tpl';

/**
 * Writes the files of a template into a folder, with `{{name}}` replaced by what it stands for. Answers their paths in the
 * folder, in order. Throws FOLDER_NOT_EMPTY before anything is written, and OUTPUT_UNWRITABLE.
 */
export async function scaffold(
  template: 'app' | 'plugin',
  folder: string,
  values: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  await checkEmpty(folder);
  const from = join(TEMPLATES, template);
  const names = (await readdir(from, { recursive: true })).filter((name) => name.endsWith(ENDING));
  const written: string[] = [];
  for (const name of names.sort()) {
    const text = filled(await readFile(join(from, name), 'utf8'), values);
    // npm leaves a .gitignore out of what it packs.
    const path = name.slice(0, -ENDING.length).replace(/(^|[\\/])_/, '$1.');
    try {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text, { flag: 'wx' });
    } catch (cause) {
      throw new RuntimeError(
        'OUTPUT_UNWRITABLE',
        `"${join(folder, path)}" cannot be written: ${messageOf(cause)}`,
        { cause, hint: 'Name another folder.' },
      );
    }
    written.push(path.split(sep).join('/'));
  }
  return written;
}

/** A text with every `{{name}}` replaced. */
function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{([\w@/.-]+)\}\}/g, (whole, name: string) => values[name] ?? whole);
}

async function checkEmpty(folder: string): Promise<void> {
  let found: readonly string[];
  try {
    found = await readdir(folder);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw new RuntimeError('OUTPUT_UNWRITABLE', `"${folder}" is no folder.`, {
      cause,
      hint: 'Name another folder.',
    });
  }
  const files = found.filter((name) => name !== '.git');
  if (files.length === 0) return;
  throw new RuntimeError(
    'FOLDER_NOT_EMPTY',
    `"${folder}" holds ${files.slice(0, 3).join(', ')}${files.length > 3 ? ', …' : ''} already.`,
    { hint: 'Name a folder that is empty, or not there yet.' },
  );
}
