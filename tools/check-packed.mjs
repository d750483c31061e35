/**
 * `npm run packed`: packs every package, installs the tarballs into a project of their own, and checks what its owner would
 * find: README, licence and no reference to this workspace in each; that they work by `import` and by `require`, under this
 * Node and under Node 24; and that the compiler accepts their types with `moduleResolution` `nodenext` and `bundler`. Then it
 * does with them what a new user does who begins with `tenon new`, or with `npm create tenon` in an empty folder. With
 * `--new-projects` that last part is all it does.
 *
 * Needs the npm registry. What needs Node 24 is left out, and said so, where npx cannot get it.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { tryNewProjects } from './packed/new-project.mjs';
import { tryAsNewUser } from './packed/new-user.mjs';
import { INSTALL } from './packed/process.mjs';
import { packAll } from './packing.mjs';
import { root } from './run.mjs';

const OTHER_NODE = ['--yes', 'node@24'];
/** What the declarations of the packages need of a project, beside the packages. */
const TYPES = '@types/node';
const RESOLUTIONS = { nodenext: 'nodenext', bundler: 'esnext' };

const { values } = parseArgs({ options: { 'new-projects': { type: 'boolean', default: false } } });
const shell = process.platform === 'win32';
const folder = mkdtempSync(join(tmpdir(), 'tenon-packed-'));
try {
  check();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

function check() {
  const packed = packAll(join(folder, 'tarballs'));
  if (!values['new-projects']) checkPackages(packed);
  tryNewProjects(folder, new Map(packed.map(({ manifest, file }) => [manifest.name, file])));
  console.log('npm create tenon makes an app and a plugin that install, build, test and lint.');
}

function checkPackages(packed) {
  const manifests = packed.map(({ manifest }) => manifest);
  writeProject(
    manifests,
    new Map(packed.map(({ manifest, file }) => [manifest.name, `file:tarballs/${basename(file)}`])),
  );
  run('npm', INSTALL);
  for (const { name } of manifests) checkContents(name);
  console.log(`${manifests.length} packages packed, and installed from their tarballs.`);

  for (const program of ['import.mjs', 'require.cjs']) run(process.execPath, [program]);
  console.log(`They work by import and by require under Node ${process.versions.node}.`);
  checkOtherNode();

  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  for (const resolution of Object.keys(RESOLUTIONS)) {
    run(process.execPath, [compiler, '-p', `tsconfig.${resolution}.json`]);
    console.log(`Their types hold with moduleResolution ${resolution}.`);
  }

  tryAsNewUser(
    folder,
    packed.map(({ file }) => file),
  );
  console.log('A new user gets a project and a plugin that run, and finds a mistake in a file.');
}

function writeProject(manifests, tarballs) {
  const peers = manifests.flatMap(({ peerDependencies = {}, peerDependenciesMeta = {} }) =>
    Object.keys(peerDependencies).filter(
      (name) => !tarballs.has(name) && peerDependenciesMeta[name]?.optional !== true,
    ),
  );
  const names = [...tarballs.keys()];
  const dependencies = {
    ...Object.fromEntries([...new Set([...peers, TYPES])].map((name) => [name, versionOf(name)])),
    ...Object.fromEntries(tarballs),
  };
  write('package.json', JSON.stringify({ private: true, type: 'module', dependencies }));
  cpSync(join(root, 'tools/packed/scenario.mjs'), join(folder, 'scenario.mjs'));

  const list = names.map((name) => `  '${name}',`).join('\n');
  write(
    'import.mjs',
    `import { use } from './scenario.mjs';
const modules = {};
for (const name of [\n${list}\n]) modules[name] = await import(name);
await use(modules);`,
  );
  write(
    'require.cjs',
    `const modules = {};
for (const name of [\n${list}\n]) modules[name] = require(name);
import('./scenario.mjs').then(({ use }) => use(modules));`,
  );
  const all = `export const all = [${names.map((_, i) => `p${i}`).join(', ')}];`;
  const required = names.map((name, i) => `import p${i} = require('${name}');`).join('\n');
  write('types.cts', `${required}\n${all}`);
  write('types.mts', typedProgram(names, all));
  for (const [resolution, module] of Object.entries(RESOLUTIONS)) {
    const compilerOptions = {
      module,
      moduleResolution: resolution,
      target: 'es2022',
      lib: ['es2023'],
      types: ['node'],
      strict: true,
      noEmit: true,
    };
    // A bundler knows no require of TypeScript's.
    const files = resolution === 'bundler' ? ['types.mts'] : ['types.mts', 'types.cts'];
    write(`tsconfig.${resolution}.json`, JSON.stringify({ compilerOptions, files }));
  }
}

/** Every package imported, every plugin made, and types that reach through the core. */
function typedProgram(names, all) {
  const plugins = names.filter((name) => name.startsWith('@tenon/plugin-'));
  const factories = plugins.map((name) => name.slice('@tenon/plugin-'.length));
  return `import { createRuntime, defineNode, type Plugin, port, workflow } from '@tenon/core';
${plugins.map((name, i) => `import { ${factories[i]} } from '${name}';`).join('\n')}
${names.map((name, i) => `import * as p${i} from '${name}';`).join('\n')}
${all}

const plugins: readonly Plugin[] = [${factories.map((factory) => `${factory}({})`).join(', ')}];
const length = defineNode({
  type: 'length',
  inputs: { text: port<string>() },
  outputs: { n: port<number>() },
  run: ({ text }) => ({ n: text.length }),
});
const flow = workflow('typed');
const one = flow.add('one', length, { text: 'four' });
const two = flow.add('two', length);
// @ts-expect-error a number is wired into a text
flow.connect(one.out.n, two.in.text);
const result = await createRuntime({ plugins }).execute(flow.build());
export const n: number | undefined = result.of(one)?.n;
`;
}

/** The version that this workspace tests with. */
function versionOf(name) {
  const packages = readdirSync(join(root, 'packages')).map((own) => join('packages', own));
  const manifest = ['.', ...packages]
    .map((place) => join(root, place, 'node_modules', name, 'package.json'))
    .find((file) => existsSync(file));
  if (manifest === undefined) throw new Error(`The workspace has no "${name}".`);
  return JSON.parse(readFileSync(manifest, 'utf8')).version;
}

function checkContents(name) {
  const installed = join(folder, 'node_modules', name);
  const files = readdirSync(installed);
  const manifest = readFileSync(join(installed, 'package.json'), 'utf8');
  // A command is not imported: its files are loaded one by one, as a command needs them.
  const code = 'bin' in JSON.parse(manifest) ? [] : ['bundle'];
  const missing = ['README.md', 'LICENSE', ...code, 'dist', 'src'].filter(
    (file) => !files.includes(file),
  );
  if (missing.length > 0) throw new Error(`The tarball of ${name} lacks ${missing.join(', ')}.`);
  const open = /"(?:workspace|catalog):[^"]*"/.exec(manifest);
  if (open !== null) throw new Error(`The manifest of ${name} says ${open[0]}.`);
}

function checkOtherNode() {
  const probe = spawnSync('npx', [...OTHER_NODE, '--version'], { encoding: 'utf8', shell });
  const version = /^v24\.\S+$/m.exec(probe.stdout ?? '')?.[0];
  if (version === undefined) {
    console.log('Skipped: Node 24, which npx did not get.');
    return;
  }
  for (const program of ['import.mjs', 'require.cjs']) run('npx', [...OTHER_NODE, program]);
  console.log(`They work by import and by require under Node ${version.slice(1)}.`);
}

function write(name, text) {
  writeFileSync(join(folder, name), text);
}

function run(program, args, cwd = folder) {
  const { status, signal, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    shell: shell && program !== process.execPath,
  });
  if (status === 0) return;
  const why = error?.message ?? (status === null ? `ended by ${signal}` : `status ${status}`);
  throw new Error(`${[program, ...args].join(' ')}: ${why}\n${stdout ?? ''}${stderr ?? ''}`);
}
