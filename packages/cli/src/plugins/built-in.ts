import type { Plugin, RuntimeOptions } from '@tenon/core';
import type { SecretSource } from '../config/tenon-config.js';

/**
 * Options of the plugins that the command brings, by name; `false` leaves one out. Each file of a plugin states its own
 * member.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface PluginSettings {}

/** What a plugin may want to know of the command. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that paths in the configuration are relative to. */
  readonly folder: string;
  readonly secrets: SecretSource;
}

/** A plugin that the command brings. Loaded when a runtime is made, and not before. */
export interface BuiltIn {
  readonly name: string;
  load(settings: unknown, surroundings: Surroundings): Promise<LoadedPlugin>;
}

/** A plugin, and what is bound where nobody else has bound it. */
export interface LoadedPlugin {
  readonly plugin: Plugin;
  readonly configure?: RuntimeOptions['configure'];
}
