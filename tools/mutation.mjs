/**
 * `npm run mutation -- AREA …`: changes the code of each area named, or of all, one place at a time in a copy of the tree,
 * and tells which changes no test notices. The areas stand in `mutation/areas.mjs`; `npm run mutation:install` installs
 * Stryker, which does the work. Reports are left in `tools/mutation/reports`, and a run begins with what the last one
 * knows; what was cut off by the clock is tried again. With `--summary` nothing is run: the scores and survivors of those reports are written.
 *
 * Takes hours for all areas: no part of CI.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { copyTree } from './copy-tree.mjs';
import { AREAS } from './mutation/areas.mjs';
import { isCutOff, summaryOf } from './mutation/summary.mjs';
import { root } from './run.mjs';

const INSTALLED = join(root, 'tools/mutation/node_modules/@stryker-mutator');
const STRYKER = join(INSTALLED, 'core/bin/stryker.js');
const MOCHA_RUNNER = join(INSTALLED, 'mocha-runner/dist/src/index.js');
/** Tests whose titles tell of 10,000 nodes or more find what others find, in seconds. */
const NO_LARGE_GRAPHS = '^(?!.*\\d0,000)';
const REPORTS = join(root, 'tools/mutation/reports');

const { values, positionals } = parseArgs({
  options: { summary: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const names = positionals.length > 0 ? positionals : [...AREAS.keys()];
const unknown = names.filter((name) => !AREAS.has(name));
if (unknown.length > 0) fail(`There is no area "${unknown[0]}": ${[...AREAS.keys()].join(', ')}.`);
if (!values.summary) {
  if (!existsSync(STRYKER)) fail('Stryker is not installed: npm run mutation:install');
  for (const name of names) mutate(name);
}
console.log(summaryOf(names, REPORTS));

function mutate(name) {
  const copy = mkdtempSync(join(tmpdir(), 'tenon-mutation-'));
  try {
    copyTree(copy);
    mkdirSync(REPORTS, { recursive: true });
    const known = join(REPORTS, `${name}.incremental.json`);
    if (existsSync(known)) writeFileSync(join(copy, 'incremental.json'), withoutSlow(known));
    run(copy, 'node_modules/typescript/bin/tsc', ['-b', AREAS.get(name).project]);
    writeFileSync(join(copy, 'stryker.json'), JSON.stringify(settingsFor(AREAS.get(name))));
    process.env.TENON_MUTANTS = join(REPORTS, `${name}.ndjson`);
    run(copy, STRYKER, ['run', 'stryker.json']);
    cpSync(join(copy, 'incremental.json'), known);
    cpSync(join(copy, 'report.json'), join(REPORTS, `${name}.json`));
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function settingsFor({ project, mutate: sources, specs }) {
  return {
    plugins: [MOCHA_RUNNER, join(root, 'tools/mutation/as-it-goes.mjs')],
    testRunner: 'mocha',
    testFiles: specs.map(compiled),
    mochaOptions: {
      'no-config': true,
      'no-package': true,
      'no-opts': true,
      spec: [],
      grep: NO_LARGE_GRAPHS,
      require: [join(root, 'tools/mutation/patience.mjs')],
    },
    mutate: sources,
    // The packages reach each other by links and by compiled files, so the mutants have to be in their places.
    inPlace: true,
    buildCommand: `node node_modules/typescript/bin/tsc -b ${project}`,
    // A mutant need not have the types of what it replaces.
    disableTypeChecks: anyOf(sources.filter((path) => !path.startsWith('!'))),
    // Stryker would rewrite it by the interface of the compiler that version 7 does not have.
    tsconfigFile: 'none.json',
    coverageAnalysis: 'perTest',
    // What runs as a module is loaded needs a process of its own for every mutant.
    ignoreStatic: true,
    concurrency: 1,
    dryRunTimeoutMinutes: 15,
    incremental: true,
    incrementalFile: 'incremental.json',
    reporters: ['progress-append-only', 'json', 'as-it-goes'],
    jsonReporter: { fileName: 'report.json' },
    checkers: [],
    warnings: { slow: false },
  };
}

/** What is known from a run, without what was cut off by the clock: a busy machine may have been the reason. */
function withoutSlow(path) {
  const report = JSON.parse(readFileSync(path, 'utf8'));
  for (const file of Object.values(report.files)) {
    file.mutants = file.mutants.filter((mutant) => !isCutOff(mutant));
  }
  return JSON.stringify(report);
}

/** One pattern for several. */
function anyOf(patterns) {
  return patterns.length > 1 ? `{${patterns.join(',')}}` : patterns[0];
}

/** The compiled file of a spec. */
function compiled(path) {
  return path.replace('/test/', '/.build/test/').replace(/\.ts$/, '.js');
}

function run(cwd, file, args) {
  const { status, error } = spawnSync(process.execPath, [file, ...args], { cwd, stdio: 'inherit' });
  if (status !== 0) fail(`${file} ${args.join(' ')}: ${error?.message ?? `status ${status}`}`);
}

function fail(message) {
  throw new Error(message);
}
