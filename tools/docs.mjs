/**
 * Writes the generated pages into docs/, or into the folder given: errors.md and hooks.md. With `--check` it writes nothing,
 * and fails where a page is not what it would write. Expects the packages to be built.
 *
 * Every package says which codes it has by exporting their table, so a new one needs no line here.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { errorPage } from '../packages/core/dist/errors/error-page.js';
import { hookPage } from '../packages/core/dist/hooks/hook-page.js';
import { createRuntime } from '../packages/core/dist/index.js';
import { root } from './run.mjs';

const { values, positionals } = parseArgs({
  options: { check: { type: 'boolean' } },
  allowPositionals: true,
});
const [folder = join(root, 'docs')] = positionals;

const pages = {
  'errors.md': errorPage(await codeTables()),
  'hooks.md': hookPage(
    readFileSync(join(root, 'packages/core/src/hooks/runtime-hooks.ts'), 'utf8'),
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

async function codeTables() {
  const tables = [];
  for (const name of readdirSync(join(root, 'packages')).sort()) {
    const index = join(root, 'packages', name, 'dist/index.js');
    if (!existsSync(index)) continue;
    const exported = Object.values(await import(pathToFileURL(index)));
    tables.push(...exported.filter(isCodeTable));
  }
  return tables;
}

function isCodeTable(value) {
  if (typeof value !== 'object' || value === null) return false;
  const entries = Object.values(value);
  return (
    entries.length > 0 && entries.every((entry) => entry?.package && entry.meaning && entry.remedy)
  );
}
