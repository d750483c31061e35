import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './repository.js';

/** How a program ended, and everything it wrote. */
export interface Ended {
  readonly status: number | null;
  /** Standard output and standard error in the order in which they were written. */
  readonly output: string;
}

/** Runs a JavaScript file, by its path from the root, as a program of its own; `flags` are Node's. */
export function runProgram(
  path: string,
  args: readonly string[] = [],
  flags: readonly string[] = [],
): Ended {
  const folder = mkdtempSync(join(tmpdir(), 'tenon-'));
  try {
    const file = join(folder, 'output.txt');
    // One file for both streams: through two pipes their order would be lost.
    const descriptor = openSync(file, 'w');
    const { status } = spawnSync(process.execPath, [...flags, join(ROOT, path), ...args], {
      cwd: ROOT,
      // What the program counts belongs to the test that runs it.
      env: { ...process.env, TEST_COUNTS: '' },
      stdio: ['ignore', descriptor, descriptor],
    });
    closeSync(descriptor);
    return { status, output: readFileSync(file, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
