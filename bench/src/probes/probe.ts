import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs a file of this folder in a fresh process, and answers the data that it prints. */
export function probe(file: string): unknown {
  const path = fileURLToPath(new URL(`./${file}.js`, import.meta.url));
  const printed = execFileSync(process.execPath, ['--expose-gc', path], {
    encoding: 'utf8',
  });
  return JSON.parse(printed);
}
