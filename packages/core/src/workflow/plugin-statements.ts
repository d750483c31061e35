import { copyData, freezeData, isPlainObject } from '../values/data.js';

/**
 * What a workflow, a node type or a node states for plugins, by the plugin's name or by the capability that it provides. A
 * plugin adds its member by declaration merging, says in {@link Plugin.accepts} what may stand there, and looks at it in
 * `verify`, `plan` and `node`. What is stated for a plugin that is not there refuses the workflow with PLUGIN_MISSING.
 *
 * @example
 * declare module '@tenon/core' {
 *   interface PluginStatements {
 *     readonly cache?: { readonly maxAgeMs: number };
 *   }
 * }
 * flow.add('price', fetchPrice, {}, { plugins: { cache: { maxAgeMs: 60_000 } } });
 */
// biome-ignore lint/suspicious/noEmptyInterface: plugins add the members.
export interface PluginStatements {}

/** The statements of one place, by name. */
export type StatedForPlugins = Readonly<Record<string, unknown>>;

/** An own, frozen copy of what was stated; `undefined` where nothing was. Data is copied; classes and functions stay. */
export function statedForPlugins(
  given: PluginStatements | undefined,
): StatedForPlugins | undefined {
  if (!isPlainObject(given)) return undefined;
  return freezeData(copyData<StatedForPlugins>(given));
}
