import type { Plugin, RuntimeOptions } from '@tenon/core';

/** Where secrets come from, unless `configure` or the container binds a `SecretProvider`. */
export interface SecretSource {
  /** A directory with a file for each, asked first. */
  readonly directory?: string;
  /** What the names of environment variables begin with; `TENON_SECRET_` where nothing is said. */
  readonly prefix?: string;
}

/** What a plugin may want to know of the command. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that paths in the configuration are relative to. */
  readonly folder: string;
  readonly secrets: SecretSource;
}

/** A plugin that the command brings, with the options it takes. Loaded when a runtime is made, and not before. */
export interface BuiltIn<Name extends string = string, Options = unknown> {
  readonly name: Name;
  load(settings: Options | undefined, surroundings: Surroundings): Promise<LoadedPlugin>;
}

/** A plugin, and what is bound where nobody else has bound it. */
export interface LoadedPlugin {
  readonly plugin: Plugin;
  readonly configure?: RuntimeOptions['configure'];
}
