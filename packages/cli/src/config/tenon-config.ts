import type { NodeType, Plugin, ResourceLimits, RunOptions, RuntimeOptions } from '@tenon/core';
import type { Container } from 'inversify';
import type { SecretSource } from '../plugins/built-in.js';
import type { PluginSettings } from '../plugins/built-ins.js';

/** A package to load a plugin from, and what to make it with. */
export interface PluginReference {
  /** A package's name or a path; `name#export` where it exports several. */
  readonly use: string;
  readonly options?: unknown;
}

/** What a `tenon.config.ts` (or `.js`, `.json`, `.yaml`) says. Files that are no code leave out what only code can say. */
export interface TenonConfig {
  /** Plugins beside those that the command brings: made, or named to be loaded. One of the same name replaces one of them. */
  readonly plugins?: readonly (Plugin | PluginReference | string)[];
  /** Options of the plugins that the command brings, by name; `false` leaves one out. */
  readonly settings?: PluginSettings;
  /** Node types of this project, for its workflow files. */
  readonly nodeTypes?: readonly NodeType[];
  readonly secrets?: SecretSource;
  /** What every run is told unless an option of the command says otherwise. */
  readonly run?: Pick<
    RunOptions,
    'timeoutMs' | 'graceMs' | 'onError' | 'concurrency' | 'isolation' | 'tenant'
  >;
  /** The container that the runtime stands on. */
  readonly container?: Container;
  /** Binds services for the runtime: beats the container and the plugins. */
  readonly configure?: RuntimeOptions['configure'];
  /** What a run may use; see `createRuntime`. */
  readonly limits?: Partial<ResourceLimits>;
  readonly contentAware?: boolean;
  readonly hookTimeoutMs?: number;
}

/** Answers the configuration it is given, which the compiler has checked by then. */
export const defineConfig = (config: TenonConfig): TenonConfig => config;
