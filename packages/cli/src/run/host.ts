import { resolve } from 'node:path';
import {
  createRuntime,
  describeValue,
  didYouMean,
  Logger,
  NodeType,
  type Plugin,
  quoteList,
  type Runtime,
  RuntimeError,
  type RuntimeOptions,
} from '@tenon/core';
import { loadConfig } from '../config/load-config.js';
import type { PluginReference, TenonConfig } from '../config/tenon-config.js';
import type { Io } from '../io/io.js';
import type { BuiltIn, LoadedPlugin, SecretSource, Surroundings } from '../plugins/built-in.js';
import { BUILT_INS } from '../plugins/built-ins.js';
import { loadPlugin } from '../plugins/load-plugin.js';
import { isFolder } from '../plugins/package-entry.js';
import { isPlugin } from '../plugins/plugin-in.js';

/** What the options that every command with a runtime has say. */
export interface HostOptions {
  /** A configuration file; `false` for none. The nearest one where nothing is said. */
  readonly config?: string | false;
  /** Packages to load plugins from, beside those of the configuration. */
  readonly plugin?: readonly string[];
  readonly secretsDir?: string;
  readonly secretsPrefix?: string;
}

/** What a command adds to the runtime it uses. */
export interface HostParts {
  readonly plugins?: readonly Plugin[];
  /** Used where neither the configuration nor its container binds a logger. */
  readonly log?: Logger;
}

/** A runtime as the configuration and the options of a command describe it. */
export interface Host {
  readonly runtime: Runtime;
  readonly config: TenonConfig;
  readonly configFile: string | undefined;
}

/** Makes the runtime of a command. Throws USAGE_INVALID, CONFIG_FILE_INVALID, PLUGIN_UNUSABLE, and what `createRuntime` throws. */
export async function openHost(
  io: Pick<Io, 'cwd' | 'env'>,
  options: HostOptions,
  parts: HostParts = {},
): Promise<Host> {
  const { config, file, folder } = await loadConfig(io.cwd, options.config);
  const secrets: SecretSource = {
    ...config.secrets,
    ...(options.secretsPrefix !== undefined && { prefix: options.secretsPrefix }),
    // A path in an option is relative to where the command was called.
    ...(options.secretsDir !== undefined && {
      directory: await secretsIn(options.secretsDir, io.cwd),
    }),
  };
  const added = await addedPlugins(config, folder, options.plugin ?? [], io.cwd);
  const brought = await broughtPlugins(config, { env: io.env, folder, secrets }, added);
  const runtime = createRuntime({
    ...runtimeOptionsOf(config),
    plugins: [...brought.map(({ plugin }) => plugin), ...added, ...(parts.plugins ?? [])],
    configure(bindings) {
      config.configure?.(bindings);
      for (const type of config.nodeTypes ?? []) bindings.bind(NodeType).toConstantValue(type);
      for (const { configure } of brought) configure?.(bindings);
      const { log } = parts;
      if (log !== undefined && !bindings.isBound(Logger))
        bindings.bind(Logger).toConstantValue(log);
    },
  });
  return { runtime, config, configFile: file };
}

/** The folder that `--secrets-dir` names: a mistake in it shows in every command, and not only where a secret is needed. */
async function secretsIn(given: string, cwd: string): Promise<string> {
  const folder = resolve(cwd, given);
  if (await isFolder(folder)) return folder;
  throw new RuntimeError('USAGE_INVALID', `"--secrets-dir ${given}" names no folder.`, {
    hint: 'Name a folder with a file for each secret.',
  });
}

function runtimeOptionsOf(config: TenonConfig): RuntimeOptions {
  const { container, limits, contentAware, hookTimeoutMs } = config;
  return {
    ...(container !== undefined && { container }),
    ...(limits !== undefined && { limits }),
    ...(contentAware !== undefined && { contentAware }),
    ...(hookTimeoutMs !== undefined && { hookTimeoutMs }),
  };
}

/** The plugins of the configuration and of the options, loaded where they are named. */
async function addedPlugins(
  { plugins = [] }: TenonConfig,
  folder: string,
  named: readonly string[],
  cwd: string,
): Promise<readonly Plugin[]> {
  const added: Plugin[] = [];
  for (const entry of plugins) {
    if (isPlugin(entry)) added.push(entry);
    else added.push(await loadPlugin(referenceOf(entry), folder));
  }
  for (const use of named) added.push(await loadPlugin({ use }, cwd));
  return added;
}

function referenceOf(entry: unknown): PluginReference {
  if (typeof entry === 'string') return { use: entry };
  const { use, options } = Object(entry) as { readonly use?: unknown; readonly options?: unknown };
  if (typeof use === 'string') return { use, options };
  throw new RuntimeError(
    'CONFIG_FILE_INVALID',
    `The configuration lists ${describeValue(entry)} among its plugins.`,
    { hint: "Give a plugin, a package's name, or { use: name, options }." },
  );
}

/** The plugins that the command brings, but for those left out and those that another one stands in for. */
async function broughtPlugins(
  { settings = {} }: TenonConfig,
  surroundings: Surroundings,
  added: readonly Plugin[],
): Promise<readonly LoadedPlugin[]> {
  const names = BUILT_INS.map(({ name }): string => name);
  const given = new Map<string, unknown>(Object.entries(settings));
  for (const name of given.keys()) {
    if (names.includes(name)) continue;
    throw new RuntimeError(
      'CONFIG_FILE_INVALID',
      `There is no plugin "${name}" to give settings.`,
      {
        hint: didYouMean(name, names) || `The command brings ${quoteList(names)}.`,
      },
    );
  }
  const replaced = new Set(
    added.flatMap(({ manifest }) => [manifest.name, ...(manifest.provides ?? [])]),
  );
  const wanted = (BUILT_INS as readonly BuiltIn[]).filter(({ name }) => given.get(name) !== false);
  const brought = await Promise.all(
    wanted.map((builtIn) => builtIn.load(given.get(builtIn.name), surroundings)),
  );
  return brought.filter(
    ({ plugin: { manifest } }) =>
      ![manifest.name, ...(manifest.provides ?? [])].some((name) => replaced.has(name)),
  );
}
