/** What the other scripts share: running a program, and ending where it ends badly. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a JavaScript file, by its path from the root, with this Node; ends where it fails. */
export function node(file, args = []) {
  const ended = spawnSync(process.execPath, [file, ...args], { cwd: root, stdio: 'inherit' });
  exitUnlessDone(ended, file);
}

/** Ends the process with the status of a program that failed or could not start. */
export function exitUnlessDone({ status, signal, error }, name) {
  if (status === 0) return;
  if (status === null) console.error(`${name}: ${error?.message ?? `ended by ${signal}`}`);
  process.exit(status ?? 1);
}

/** The arguments meant for the program: npm drops the `--` before them, pnpm passes it on. */
export function forwarded() {
  const args = process.argv.slice(2);
  return args[0] === '--' ? args.slice(1) : args;
}
