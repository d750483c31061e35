import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './repository.js';
import { runProgram } from './run-program.js';

/** Inside the package of these tests, so that programs find the packages that it depends on. */
const BUILD = join(ROOT, 'test/system/.build');

const ERROR = /^.*main\.ts\((?<line>\d+),\d+\): error (?<text>TS\d+: .*)$/;

/**
 * What the compiler says of a program, by the number of the line it says it of, from 1. The first line of each message: what
 * an editor shows.
 */
export function compilerMessages(program: string): ReadonlyMap<number, string> {
  mkdirSync(BUILD, { recursive: true });
  const folder = mkdtempSync(join(BUILD, 'program-'));
  try {
    writeFileSync(join(folder, 'main.ts'), program);
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(CONFIGURATION));
    const { output } = runProgram('node_modules/typescript/bin/tsc', [
      '-p',
      relative(ROOT, folder),
    ]);
    const messages = new Map<number, string>();
    for (const line of output.split('\n')) {
      const { line: number, text } = ERROR.exec(line)?.groups ?? {};
      if (number !== undefined && text !== undefined) messages.set(Number(number), text);
    }
    return messages;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const CONFIGURATION = {
  extends: '../../../../tsconfig.base.json',
  compilerOptions: { composite: false, noEmit: true },
};
