/** What those share who try the packed packages. */
import { spawnSync } from 'node:child_process';

export const INSTALL = [
  ...['install', '--no-audit', '--no-fund'],
  ...['--prefer-offline', '--loglevel=error'],
];

const shell = process.platform === 'win32';

/** What a program writes to standard output. Throws where it ends with another status than it should. */
export function run(cwd, program, args, expected = 0) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    shell,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  if (status === expected) return stdout;
  const why = error?.message ?? `status ${status}`;
  throw new Error(`${[program, ...args].join(' ')}: ${why}\n${stdout ?? ''}${stderr ?? ''}`);
}
