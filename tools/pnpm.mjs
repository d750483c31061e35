/**
 * Runs pnpm with the given arguments: `node tools/pnpm.mjs install`.
 *
 * A fresh machine has Node and npm only, so the pnpm on the PATH runs where it is recent enough,
 * and otherwise npx fetches the version pinned below. The pin is no `packageManager` field, because
 * pnpm then refuses to run as any other version.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { exitUnlessDone } from './run.mjs';

const PINNED = '12.21.0';

// On Windows both programs are scripts, which only a shell can start.
const shell = process.platform === 'win32';

const [program, ...before] = isUsable() ? ['pnpm'] : ['npx', '--yes', `pnpm@${PINNED}`];
const args = [...before, ...process.argv.slice(2)];
exitUnlessDone(spawnSync(program, args, { stdio: 'inherit', shell }), program);

function isUsable() {
  const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const probe = spawnSync('pnpm', ['--version'], { encoding: 'utf8', shell });
  return probe.status === 0 && majorOf(probe.stdout) >= majorOf(engines.pnpm);
}

function majorOf(version) {
  return Number(/\d+/.exec(version)?.[0]);
}
