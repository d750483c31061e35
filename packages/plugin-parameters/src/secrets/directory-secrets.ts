import { join } from 'node:path';
import type { SecretProvider } from './secret-provider.js';

/**
 * Secrets from a directory with a file for each, as orchestrators mount them: the secret `MAIL_KEY` is the file of exactly
 * that name, letter case included, without the line break at its end.
 *
 * A name is looked up among the entries of the directory before any path is made of it, so that no name leads out of it:
 * `../x` is an entry of no directory.
 */
export class DirectorySecrets implements SecretProvider {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async get(name: string): Promise<string | undefined> {
    const { readdir, readFile, stat } = await import('node:fs/promises');
    const entries = await readdir(this.#directory);
    if (!entries.includes(name)) return undefined;
    const path = join(this.#directory, name);
    if (!(await stat(path)).isFile()) return undefined;
    const text = await readFile(path, 'utf8');
    return text.replace(/\r?\n$/, '');
  }

  placeOf(name: string): string {
    return `the file "${name}" of the directory "${this.#directory}"`;
  }
}
