import { dirname, resolve } from 'node:path';
import { messageOf, RuntimeError } from '@tenon/core';
import { lilconfig } from 'lilconfig';
import { checkConfig } from './check-config.js';
import { importFile } from './import-file.js';
import type { TenonConfig } from './tenon-config.js';

const ENDINGS = ['ts', 'mts', 'js', 'mjs', 'json', 'yaml', 'yml'];

/** A configuration and where it stands; an empty one where there is none. */
export interface LoadedConfig {
  readonly config: TenonConfig;
  readonly file: string | undefined;
  /** The folder that its paths and packages are found from. */
  readonly folder: string;
}

/**
 * Loads a configuration file: the one named, or the first `tenon.config.*` in a folder or those above it, up to the home
 * directory. Throws CONFIG_FILE_INVALID.
 */
export async function loadConfig(
  cwd: string,
  wanted: string | false | undefined,
): Promise<LoadedConfig> {
  if (wanted === false) return { config: {}, file: undefined, folder: cwd };
  const named = wanted === undefined ? undefined : resolve(cwd, wanted);
  const seeker = lilconfig('tenon', {
    cache: false,
    searchPlaces: ENDINGS.map((ending) => `tenon.config.${ending}`),
    loaders: Object.fromEntries(ENDINGS.map((ending) => [`.${ending}`, loaderOf(ending)])),
  });
  let found: Awaited<ReturnType<typeof seeker.search>>;
  try {
    found = named === undefined ? await seeker.search(cwd) : await seeker.load(named);
  } catch (error) {
    if (RuntimeError.is(error)) throw error;
    const where = named === undefined ? `for "${cwd}"` : `"${named}"`;
    throw unloadable(`The configuration ${where}`, error);
  }
  if (found === null) return { config: {}, file: undefined, folder: cwd };
  const { filepath, config } = found as { readonly filepath: string; readonly config: unknown };
  return { config: checkConfig(config, filepath), file: filepath, folder: dirname(filepath) };
}

function loaderOf(ending: string) {
  return async (file: string, text: string): Promise<unknown> => {
    try {
      if (ending === 'json') return JSON.parse(text);
      if (ending === 'yaml' || ending === 'yml') {
        const { parseYaml } = await import('../show/parse-yaml.js');
        return parseYaml(text);
      }
      const { default: config } = await importFile(file);
      return config;
    } catch (error) {
      throw unloadable(`The configuration "${file}"`, error);
    }
  };
}

function unloadable(what: string, cause: unknown): RuntimeError {
  return new RuntimeError('CONFIG_FILE_INVALID', `${what} cannot be loaded: ${messageOf(cause)}`, {
    cause,
    hint: 'Correct the file, or name another with --config.',
  });
}
