/**
 * Writes the generated pages into docs/, or into the folder given: errors.md and hooks.md. With `--check` it writes nothing,
 * and fails where a page is not what it would write. Expects the packages to be built.
 *
 * Every package says which codes and which hooks it has by exporting their tables and sets, so a new one needs no line here.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { errorPage } from '../packages/core/dist/errors/error-page.js';
import { hookPage } from '../packages/core/dist/hooks/hook-page.js';
import { isHookSet } from '../packages/core/dist/hooks/hook-set.js';
import { createRuntime } from '../packages/core/dist/index.js';
import { root } from './run.mjs';

const { values, positionals } = parseArgs({
  options: { check: { type: 'boolean' } },
  allowPositionals: true,
});
const [folder = join(root, 'docs')] = positionals;

const packages = await publicPackages();

const pages = {
  'errors.md': errorPage(packages.flatMap(({ exported }) => exported.filter(isCodeTable))),
  'hooks.md': hookPage(
    readFileSync(join(root, 'packages/core/src/hooks/runtime-hooks.ts'), 'utf8'),
    packages.flatMap(publishedHooks),
    createRuntime().describe(),
  ),
};

for (const [page, text] of Object.entries(pages)) {
  const path = join(folder, page);
  if (textOf(path) === text) continue;
  const name = relative(root, path);
  if (values.check) {
    console.error(`${name} is out of date. Run "npm run docs".`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, text);
    console.log(`${name} written`);
  }
}

function textOf(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** The packages that are built, by name, with what they export. */
async function publicPackages() {
  const found = [];
  for (const name of readdirSync(join(root, 'packages')).sort()) {
    const path = join(root, 'packages', name);
    const index = join(path, 'dist/index.js');
    if (!existsSync(index)) continue;
    const { name: packageName } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
    found.push({
      path,
      packageName,
      exported: Object.values(await import(pathToFileURL(index))),
    });
  }
  return found;
}

function publishedHooks({ path, packageName, exported }) {
  const source = sourcesIn(join(path, 'src')).join('\n');
  return exported.filter(isHookSet).map((set) => ({ set, packageName, source }));
}

function sourcesIn(path) {
  return readdirSync(path, { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => readFileSync(join(path, name), 'utf8'));
}

function isCodeTable(value) {
  if (typeof value !== 'object' || value === null) return false;
  const entries = Object.values(value);
  return (
    entries.length > 0 && entries.every((entry) => entry?.package && entry.meaning && entry.remedy)
  );
}
