import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Case } from './case.js';
import { checkCase } from './check-case.js';
import { expandCase } from './generate.js';

/** A file that should hold a case and does not. */
interface Malformed {
  readonly file: string;
  readonly problem: string;
}

/** The cases of a folder in the order of their file names, and the files that are none. */
export interface CaseFolder {
  readonly cases: readonly Case[];
  readonly malformed: readonly Malformed[];
}

/** Reads every `.json` file of a folder. Rejects where the folder cannot be read. */
export async function readCases(folder: string): Promise<CaseFolder> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const cases: Case[] = [];
  const malformed: Malformed[] = [];
  for (const file of files) {
    try {
      cases.push(parseCase(await readFile(join(folder, file), 'utf8'), basename(file, '.json')));
    } catch (error) {
      malformed.push({ file, problem: error instanceof Error ? error.message : String(error) });
    }
  }
  return { cases, malformed };
}

/** The case that a file holds. Throws where it is none, or where its id is not the file's name. */
export function parseCase(content: string, name: string): Case {
  const value: unknown = JSON.parse(content);
  checkCase(value);
  if (value.id !== name) throw new Error(`Its id is "${value.id}", which is not its file's name.`);
  return expandCase(value);
}
