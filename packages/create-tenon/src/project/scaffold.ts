import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf, RuntimeError } from '@tenon/core';
import type { Kind } from './create-project.js';
import { checkFolder } from './folder.js';

const TEMPLATES = fileURLToPath(new URL('../../templates', import.meta.url));
/** What a project of any kind has. */
const SHARED = 'shared';
/** What a name ends with, so that neither npm nor a compiler takes a template for what it will be. */
const ENDING = '.tpl';

/**
 * Writes the files of a template into a folder, with `{{name}}` replaced by what it stands for. Answers their paths in the
 * folder, in order. Throws FOLDER_NOT_EMPTY before anything is written, and FOLDER_UNWRITABLE.
 */
export async function scaffold(
  kind: Kind,
  folder: string,
  values: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  await checkFolder(folder);
  const templates = new Map([...(await templatesIn(SHARED)), ...(await templatesIn(kind))]);
  const paths = [...templates.keys()].sort();
  for (const path of paths) {
    const text = filled(await readFile(templates.get(path) ?? '', 'utf8'), values);
    await write(join(folder, path), text);
  }
  return paths.map((path) => path.split(sep).join('/'));
}

/** The templates of a folder: where each is, by the path it leads to. */
async function templatesIn(name: string): Promise<readonly (readonly [string, string])[]> {
  const from = join(TEMPLATES, name);
  const names = await readdir(from, { recursive: true });
  return names
    .filter((path) => path.endsWith(ENDING))
    .map((path) => [targetOf(path), join(from, path)]);
}

/** npm leaves a .gitignore out of what it packs, so that names with a dot begin otherwise. */
function targetOf(template: string): string {
  return template.slice(0, -ENDING.length).replace(/(^|[\\/])_/, '$1.');
}

/** A text with every `{{name}}` replaced. */
function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{([\w@/.-]+)\}\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Never writes over a file, not even one that has come in the meantime. */
async function write(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
  } catch (cause) {
    throw new RuntimeError(
      'FOLDER_UNWRITABLE',
      `"${path}" cannot be written: ${messageOf(cause)}`,
      {
        cause,
        hint: 'Name another folder.',
      },
    );
  }
}
