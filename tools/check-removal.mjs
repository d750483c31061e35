/**
 * `npm run removable -- NAME …`: removes each plugin named, or each there is, from a copy of the tree, and checks that what
 * stays builds, refers to it nowhere, and passes its tests. With `--build` the tests are left out.
 *
 * The packages' own tests are left out as well: what cannot import another plugin cannot miss one. So are those of this
 * check.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { copyTree } from './copy-tree.mjs';
import { root } from './run.mjs';

const PREFIX = 'plugin-';

const { values, positionals } = parseArgs({
  options: { build: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const all = readdirSync(join(root, 'packages')).filter((folder) => folder.startsWith(PREFIX));
const names =
  positionals.length > 0 ? positionals : all.map((folder) => folder.slice(PREFIX.length));
for (const name of names) {
  const copy = mkdtempSync(join(tmpdir(), 'tenon-without-'));
  try {
    check(name, copy);
  } catch (error) {
    console.error(`Without ${name}: ${error.message}`);
    process.exitCode = 1;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function check(name, copy) {
  const files = copyTree(copy);
  const folder = `packages/${PREFIX}${name}`;
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  run(copy, 'tools/remove-plugin.mjs', [name, '--no-install']);
  const left = files.filter((path) => refersTo(copy, path, manifest.name, folder));
  if (left.length > 0) throw new Error(`it is still referred to in ${left.join(', ')}.`);
  if (!values.build) {
    const ignored = ['packages/*/.build/**', 'test/system/.build/test/remove-plugin.spec.js'];
    const args = ignored.map((pattern) => `--ignore=${pattern}`);
    run(copy, 'node_modules/mocha/bin/mocha.js', ['--reporter=dot', ...args]);
  }
  const well = values.build ? 'builds' : 'builds and passes';
  console.log(`Without ${manifest.name} everything else ${well}.`);
}

/** A mention in prose, or in a message that says what to install, is no reference. */
function refersTo(copy, path, name, folder) {
  const file = join(copy, path);
  if (!existsSync(file) || path === 'pnpm-lock.yaml') return false;
  const text = readFileSync(file, 'utf8');
  if (text.includes(folder)) return true;
  if (basename(path) === 'package.json') return text.includes(`"${name}"`);
  return new RegExp(`(?:from|import\\(?)\\s*['"]${name}['"/]`).test(text);
}

function run(cwd, file, args) {
  const { status } = spawnSync(process.execPath, [file, ...args], { cwd, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} failed.`);
}
