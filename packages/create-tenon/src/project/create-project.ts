import { namesOf } from './names.js';
import { scaffold } from './scaffold.js';
import { VERSIONS } from './versions.js';

/** What can be made: a project that runs workflow files, or the package of a plugin. */
export const KINDS = Object.freeze(['app', 'plugin'] as const);

export type Kind = (typeof KINDS)[number];

/** A project that has been made. */
export interface Project {
  readonly kind: Kind;
  /** What its package is called. */
  readonly name: string;
  /** The paths of its files in the folder, with slashes, in order. */
  readonly files: readonly string[];
  /** The commands to go on with, in its folder. */
  readonly next: readonly string[];
}

const NEXT: Readonly<Record<Kind, readonly string[]>> = {
  app: ['npm install', 'npm run schema', 'npm start'],
  plugin: ['npm install', 'npm test'],
};

/**
 * Makes a project that builds, tests and lints once its dependencies are installed. `folder` is an absolute path, of a
 * folder that is empty or not there yet; the package is named after it, unless `name` says otherwise.
 *
 * Throws PROJECT_NAME_INVALID and FOLDER_NOT_EMPTY before anything is written, and FOLDER_UNWRITABLE.
 *
 * @example
 * const { files, next } = await createProject({ kind: 'plugin', folder: resolve('tenon-plugin-audit') });
 */
export async function createProject(options: {
  readonly kind: Kind;
  readonly folder: string;
  readonly name?: string | undefined;
}): Promise<Project> {
  const { kind, folder } = options;
  const names = namesOf(folder, options.name);
  const files = await scaffold(kind, folder, { ...VERSIONS, ...names });
  return { kind, name: names.package, files, next: NEXT[kind] };
}
