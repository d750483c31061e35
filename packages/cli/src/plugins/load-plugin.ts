import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describeValue, messageOf, type Plugin, RuntimeError } from '@tenon/core';
import { importFile } from '../config/import-file.js';
import type { PluginReference } from '../config/tenon-config.js';
import { isFolder, packageEntry } from './package-entry.js';
import { isPlugin, pluginIn } from './plugin-in.js';

/**
 * Loads a plugin by the name of its package, or by a path, as seen from a folder: `@acme/tenon-cache`, `./audit.ts`,
 * `@acme/plugins#cache`. Throws PLUGIN_UNUSABLE, which says what was found.
 */
export async function loadPlugin(
  { use, options }: PluginReference,
  folder: string,
): Promise<Plugin> {
  const [, name = use, wanted] = /^(.+?)(?:#([^#/]+))?$/.exec(use) ?? [];
  const module = await load(name, use, folder);
  const candidate = pluginIn(module, name, wanted);
  if (typeof candidate !== 'function') {
    if (options === undefined) return candidate;
    throw new RuntimeError('PLUGIN_UNUSABLE', `"${use}" exports a plugin that is made already.`, {
      hint: 'Leave its options out, or let it export the function that makes the plugin.',
    });
  }
  let made: unknown;
  try {
    made = await candidate(options);
  } catch (error) {
    if (RuntimeError.is(error)) throw error;
    throw new RuntimeError('PLUGIN_UNUSABLE', `"${use}" made no plugin: ${messageOf(error)}`, {
      cause: error,
    });
  }
  if (isPlugin(made)) return made;
  throw new RuntimeError(
    'PLUGIN_UNUSABLE',
    `"${use}" made ${describeValue(made)}, and no plugin.`,
    {
      hint: 'A plugin is an object with a manifest: { manifest: { name, version }, apply(hooks) { … } }.',
    },
  );
}

async function load(
  name: string,
  use: string,
  folder: string,
): Promise<Readonly<Record<string, unknown>>> {
  const file = await placeOf(name, folder);
  if (file === undefined) throw await absent(name, folder);
  try {
    return await importFile(file);
  } catch (error) {
    throw new RuntimeError('PLUGIN_UNUSABLE', `"${use}" cannot be loaded: ${messageOf(error)}`, {
      cause: error,
      hint: `It was found at ${file}.`,
    });
  }
}

/**
 * The file that a name means to an `import` in a folder; `undefined` where there is none. A path may also be that of the
 * folder of a package.
 */
async function placeOf(name: string, folder: string): Promise<string | undefined> {
  const { createJiti } = await import('jiti');
  const path = isPath(name) ? resolve(folder, name) : undefined;
  let url: string | undefined;
  if (path !== undefined && (await isFolder(path))) url = await packageEntry(path, createJiti);
  else {
    const from = pathToFileURL(join(folder, 'tenon.config.js')).href;
    const specifier = path === undefined ? name : pathToFileURL(path).href;
    url = createJiti(from).esmResolve(specifier, { try: true });
  }
  return url?.startsWith('file:') === true ? fileURLToPath(url) : undefined;
}

async function absent(name: string, folder: string): Promise<RuntimeError> {
  if (isPath(name) && (await isFolder(resolve(folder, name)))) {
    const message = `The folder "${name}" holds no package whose file is there.`;
    return new RuntimeError('PLUGIN_UNUSABLE', message, {
      hint: 'Build the package, or name a file in the folder.',
    });
  }
  return new RuntimeError('PLUGIN_UNUSABLE', `There is no "${name}" as seen from "${folder}".`, {
    hint: isPath(name) ? 'Correct the path.' : `Install it there: npm install ${name}`,
  });
}

function isPath(name: string): boolean {
  return /^\.{1,2}[/\\]/.test(name) || isAbsolute(name);
}
