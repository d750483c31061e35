/**
 * What has to go, and what has to change, for a package to be removed from the workspace. Found out from manifests,
 * imports, references and links, so that there is no list to keep. Pure: texts of files go in by path, a plan comes out.
 */
import { posix } from 'node:path';
import {
  withoutDependencies,
  withoutElements,
  withoutEntries,
  withoutLinks,
  withoutReferences,
} from './removal-edits.mjs';

const SOURCE = /\.(?:ts|mts|js|mjs)$/;
const IMPORT =
  /^(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|^import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|^declare module ['"]([^'"]+)['"]/gm;

/**
 * Answers `{ name, removed, edited, orphans }`: the package's name, the folders and files to remove, the new texts of
 * others, and what nothing imports any more, for somebody to look at. Throws where there is no such package, or another
 * package needs it.
 */
export function planRemoval(files, folder) {
  return new Removal(files, folder).plan();
}

class Removal {
  #files;
  #name;
  /** By folder. */
  #manifests;
  /** By source file: what it imports, and the file that is, where it is one of the same project. */
  #imports;
  #removed;
  #edited = new Map();

  constructor(files, folder) {
    this.#files = files;
    this.#manifests = new Map(
      [...files]
        .filter(([path]) => posix.basename(path) === 'package.json')
        .map(([path, text]) => [posix.dirname(path), JSON.parse(text)]),
    );
    const own = this.#manifests.get(folder);
    if (own === undefined) throw new Error(`There is no package in "${folder}".`);
    this.#name = own.name;
    this.#removed = new Set([folder]);
    this.#imports = new Map(
      [...files]
        .filter(([path]) => SOURCE.test(path))
        .map(([path, text]) => [path, this.#importsOf(path, text)]),
    );
  }

  plan() {
    this.#removeExamples();
    this.#removeSources();
    this.#editOthers();
    const removed = [...this.#removed].filter((path) => !this.#isInside(path));
    return { name: this.#name, removed, edited: this.#edited, orphans: this.#orphans() };
  }

  #removeExamples() {
    for (const [project, manifest] of this.#manifests) {
      if (this.#isRemoved(project) || !dependsOn(manifest, this.#name)) continue;
      if (project.startsWith('examples/')) this.#removed.add(project);
      if (!project.startsWith('packages/') || isHost(manifest)) continue;
      throw new Error(`"${manifest.name}" needs "${this.#name}": remove that first.`);
    }
  }

  /** Files about the package import it. What imports one of them lists it, or cannot do without it and goes too. */
  #removeSources() {
    for (let before = -1; before < this.#removed.size; ) {
      before = this.#removed.size;
      for (const [path, imports] of this.#imports) {
        if (this.#isRemoved(path)) continue;
        const text = this.#files.get(path);
        const rest = imports.some(({ from }) => packageOf(from) === this.#name)
          ? undefined
          : withoutElements(
              text,
              imports.filter(({ target }) => this.#isRemoved(target)).map(({ from }) => from),
            );
        if (rest === undefined) this.#remove(path);
        else if (rest !== text) this.#edited.set(path, rest);
      }
    }
  }

  /** What only removed files imported: perhaps of no use any more, perhaps loaded by its path. */
  #orphans() {
    const targets = (isWanted) =>
      [...this.#imports]
        .filter(([path]) => isWanted(path))
        .flatMap(([, imports]) => imports.map(({ target }) => target));
    const kept = new Set(targets((path) => !this.#isRemoved(path)));
    const gone = new Set(targets((path) => this.#isRemoved(path)));
    return [...gone].filter(
      (path) => path !== undefined && !kept.has(path) && !this.#isRemoved(path),
    );
  }

  #remove(path) {
    if (path.startsWith('packages/') && !isHost(this.#manifests.get(this.#projectOf(path))))
      throw new Error(`"${path}" needs "${this.#name}": a package must not.`);
    this.#removed.add(path);
    this.#edited.delete(path);
  }

  #editOthers() {
    for (const [path, text] of this.#files) {
      if (this.#isRemoved(path)) continue;
      const folder = posix.dirname(path);
      const isGone = (target) => this.#isRemoved(posix.join(folder, target));
      let rest = text;
      if (/^tsconfig.*\.json$/.test(posix.basename(path))) rest = withoutReferences(text, isGone);
      else if (path === 'knip.json') rest = withoutEntries(text, (named) => this.#isRemoved(named));
      else if (path.endsWith('.md'))
        rest = withoutLinks(text, isGone, (source) => this.#isRemoved(source));
      else if (posix.basename(path) === 'package.json') {
        rest = withoutDependencies(text, this.#unneededIn(folder), (output) =>
          isGone(sourceOf(output)),
        );
      }
      if (rest !== text) this.#edited.set(path, rest);
    }
  }

  /** The package itself, and those that only removed files of a project imported. */
  #unneededIn(project) {
    const within = [...this.#imports].filter(([path]) => this.#projectOf(path) === project);
    const imported = (isWanted) =>
      within
        .filter(([path]) => isWanted(path))
        .flatMap(([, imports]) => imports.map(({ from }) => packageOf(from)));
    const kept = new Set(imported((path) => !this.#isRemoved(path)));
    const gone = imported((path) => this.#isRemoved(path));
    return new Set([this.#name, ...gone.filter((name) => !kept.has(name))]);
  }

  #isRemoved(path) {
    return path !== undefined && (this.#removed.has(path) || this.#isInside(path));
  }

  #isInside(path) {
    return [...this.#removed].some((folder) => path.startsWith(`${folder}/`));
  }

  #importsOf(path, text) {
    return Array.from(text.matchAll(IMPORT), (match) => {
      const from = match.slice(1).find((name) => name !== undefined);
      return { from, target: this.#fileOf(from, path) };
    });
  }

  /** The source file that an import means; `undefined` for another package's. */
  #fileOf(from, path) {
    const output = from.startsWith('.')
      ? posix.join(posix.dirname(path), from)
      : this.#aliased(from, path);
    if (output === undefined) return undefined;
    return [output, sourceOf(output)].find((file) => this.#files.has(file));
  }

  /** Where `#name/file.js` leads by the manifest of a file's project. */
  #aliased(from, path) {
    const project = this.#projectOf(path);
    for (const [alias, { default: output }] of Object.entries(
      this.#manifests.get(project)?.imports ?? {},
    )) {
      const prefix = alias.replace('*', '');
      if (from.startsWith(prefix))
        return posix.join(project, output.replace('*', from.slice(prefix.length)));
    }
    return undefined;
  }

  /** The nearest folder above a file that has a manifest. */
  #projectOf(path) {
    let folder = posix.dirname(path);
    while (folder !== '.' && !this.#manifests.has(folder)) folder = posix.dirname(folder);
    return folder;
  }
}

function dependsOn({ dependencies, devDependencies, peerDependencies }, name) {
  const all = [dependencies, devDependencies, peerDependencies];
  return all.some((some) => some !== undefined && Object.hasOwn(some, name));
}

/** A package with a command is a host: it brings plugins, and does without those that are removed. */
function isHost({ bin } = {}) {
  return bin !== undefined;
}

/** Where a compiled file comes from: `bench/dist/smoke.js` from `bench/src/smoke.ts`. */
function sourceOf(output) {
  return output.replace(/(^|\/)dist\//, '$1src/').replace(/\.js$/, '.ts');
}

/** `@scope/name` and `name` of `@scope/name/path` and `name/path`. */
function packageOf(from) {
  const [first, second] = from.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}
