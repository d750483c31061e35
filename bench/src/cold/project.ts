import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { fileOf, PROGRAMS } from './programs.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** `tools/packing.mjs`. */
interface Packing {
  packAll(folder: string): readonly { readonly manifest: Manifest; readonly file: string }[];
}

/**
 * A project with the packages as they would be published, packed and unpacked. What they depend on is linked from this
 * workspace, so that the versions are those of the lockfile and no registry is asked.
 */
export async function packedProject(folder: string): Promise<string> {
  const { href } = pathToFileURL(join(ROOT, 'tools/packing.mjs'));
  const packing = (await import(href)) as Packing;
  for (const { manifest, file } of packing.packAll(join(folder, 'tarballs'))) {
    const place = placeOf(folder, manifest.name);
    mkdirSync(place, { recursive: true });
    const { status } = spawnSync('tar', ['-xzf', file, '-C', place, '--strip-components=1']);
    if (status !== 0) throw new Error(`tar cannot unpack ${file}.`);
  }
  return withPrograms(folder);
}

/** The same with the packages of the workspace, where every source file is a module of its own. */
export function filesProject(folder: string): string {
  for (const { manifest, path } of packages()) link(path, placeOf(folder, manifest.name));
  return withPrograms(folder);
}

function withPrograms(folder: string): string {
  for (const { manifest, path } of packages()) {
    const names = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    for (const name of names.filter((one) => !one.startsWith('@tenon/'))) {
      link(join(path, 'node_modules', name), placeOf(folder, name));
    }
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const { name, imports } of PROGRAMS) {
    writeFileSync(join(folder, fileOf(name)), imports.map((one) => `import '${one}';\n`).join(''));
  }
  for (const file of ['first-run.js', 'probe.js']) {
    copyFileSync(fileURLToPath(new URL(file, import.meta.url)), join(folder, file));
  }
  return folder;
}

function packages(): { readonly manifest: Manifest; readonly path: string }[] {
  return readdirSync(join(ROOT, 'packages')).map((directory) => {
    const path = join(ROOT, 'packages', directory);
    const text = readFileSync(join(path, 'package.json'), 'utf8');
    return { path, manifest: JSON.parse(text) as Manifest };
  });
}

function placeOf(folder: string, name: string): string {
  return join(folder, 'node_modules', name);
}

function link(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  try {
    symlinkSync(realpathSync(from), to, 'junction');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
