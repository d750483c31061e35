import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { filesUnder, namesIn, ROOT, textOf } from './support/repository.js';

interface Manifest {
  readonly name: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
}

const FIELDS = [
  ...['name', 'version', 'description', 'keywords', 'license', 'author'],
  ...['type', 'engines', 'exports', 'publishConfig', 'files', 'sideEffects', 'scripts'],
  ...['peerDependencies', 'devDependencies'],
];
/** What may be missing: not every package has dependencies, or looks at its inside in tests. */
const OPTIONAL = ['dependencies', 'imports', 'peerDependenciesMeta', 'bin'];
/** A command brings what others ask of their host, and is packed as it is built: it loads its parts as they are needed. */
const NOT_OF_COMMANDS = ['peerDependencies', 'publishConfig', 'scripts'];

const IMPORT =
  /(?:\bfrom|\bimport\(|\brequire\()\s*['"](?<name>(?:@[\w-]+\/)?[\w-]+)(?:\/[^'"]*)?['"]/g;

/** The packages that compiled code and declarations name, without those of Node. */
function importedBy(folder: string): string[] {
  const code = filesUnder(`${folder}/dist`).filter((path) => /\.(?:js|d\.ts)$/.test(path));
  const lines = code.flatMap((path) =>
    textOf(path)
      .split('\n')
      .filter((line) => !/^\s*(?:\*|\/)/.test(line)),
  );
  const names = Array.from(
    lines.join('\n').matchAll(IMPORT),
    ({ groups }) => groups?.['name'] ?? '',
  );
  return [...new Set(names)].filter((name) => !builtinModules.includes(name));
}

const manifestIn = (folder: string) => JSON.parse(textOf(`${folder}/package.json`)) as Manifest;
const FOLDERS = namesIn('packages').map((name) => `packages/${name}`);
/** The names of what may be depended on by `workspace:^`, which is packed as a version. */
const WITH_VERSION = [...FOLDERS, 'conformance']
  .map(manifestIn)
  .flatMap(({ name, version }) => (version === undefined ? [] : [name]));

describe('the packages', () => {
  for (const folder of FOLDERS) {
    const manifest = manifestIn(folder);

    it(`${manifest.name} can be packed: what it needs of the workspace has a version`, () => {
      const { dependencies, devDependencies, peerDependencies } = manifest;
      const needed = Object.entries({ ...dependencies, ...devDependencies, ...peerDependencies })
        .filter(([, range]) => range.startsWith('workspace:'))
        .map(([name]) => name);
      expect(WITH_VERSION).to.include.members(needed);
    });

    it(`${manifest.name} says what a registry and a package manager ask`, () => {
      const fields = Object.keys(manifest);
      const asked = FIELDS.filter((field) => !manifest.bin || !NOT_OF_COMMANDS.includes(field));
      expect(fields).to.include.members(asked);
      expect([...FIELDS, ...OPTIONAL]).to.include.members(fields);
    });

    it(`${manifest.name} exports the version of its manifest`, async () => {
      const { href } = pathToFileURL(join(ROOT, folder, 'dist/index.js'));
      const { VERSION } = (await import(href)) as { readonly VERSION?: unknown };
      expect(VERSION).to.equal(manifest.version);
    });

    it(`${manifest.name} has a page of its own`, () => {
      expect(existsSync(join(ROOT, folder, 'README.md'))).to.equal(true);
    });

    it(`${manifest.name} depends on what it imports, types included`, () => {
      const { name, dependencies, peerDependencies } = manifest;
      const declared = Object.keys({ [name]: '', ...dependencies, ...peerDependencies });
      expect(declared).to.include.members(importedBy(folder));
    });
  }
});
