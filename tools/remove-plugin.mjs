/**
 * `npm run remove-plugin -- NAME`: removes a plugin, by its name with or without what all of them begin with, and everything
 * that is there because of it: its folder, the references to it, the examples and tests about it. What stays builds and
 * passes. With `--no-install` the lockfile is left as it is, and nothing is installed.
 */
import { readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { filePaths } from './files.mjs';
import { planRemoval } from './removal.mjs';
import { node, root } from './run.mjs';

const PREFIX = 'plugin-';
const LOCKFILE = 'pnpm-lock.yaml';
const INSTALL = ['install', '--no-frozen-lockfile', '--prefer-offline', '--loglevel=error'];
const FORMAT = ['format', '--write', '--log-level=warn'];

const { values, positionals } = parseArgs({
  options: { 'no-install': { type: 'boolean', default: false } },
  allowPositionals: true,
});
const plugins = readdirSync(join(root, 'packages')).filter((name) => name.startsWith(PREFIX));
const [given = '', ...others] = positionals;
const wanted = PREFIX + given.replace(/^@[^/]+\//, '').replace(PREFIX, '');
if (!plugins.includes(wanted) || others.length > 0) {
  fail(`Name one plugin: ${plugins.map((name) => name.slice(PREFIX.length)).join(', ')}.`);
}

const plan = planned(`packages/${wanted}`);
for (const path of plan.removed) {
  rmSync(join(root, path), { recursive: true });
  removeEmpty(dirname(join(root, path)));
  console.log(`removed ${path}`);
}
for (const [path, text] of plan.edited) {
  writeFileSync(join(root, path), text);
  console.log(`changed ${path}`);
}

// What was compiled from files that are gone would still run.
node('tools/clean.mjs');
if (!values['no-install']) node('tools/pnpm.mjs', INSTALL);
node('node_modules/typescript/bin/tsc', ['-b']);
node('tools/docs.mjs');
if (plan.edited.size > 0) {
  node('node_modules/@biomejs/biome/bin/biome', [...FORMAT, ...plan.edited.keys()]);
}

for (const path of plan.orphans) console.log(`nothing imports ${path} any more`);
const mentions = [...texts()].filter(
  ([path, text]) => path !== LOCKFILE && text.includes(plan.name),
);
if (mentions.length > 0) {
  console.log(`"${plan.name}" is still mentioned in ${mentions.map(([path]) => path).join(', ')}.`);
}

function planned(path) {
  try {
    return planRemoval(texts(), path);
  } catch (error) {
    return fail(error.message);
  }
}

/** By path from the root. */
function texts() {
  return new Map(filePaths().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

function removeEmpty(directory) {
  if (readdirSync(directory).length === 0) rmdirSync(directory);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
