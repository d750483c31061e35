import { describeValue, didYouMean, type Plugin, quoteList, RuntimeError } from '@tenon/core';

/** A plugin, or a function that makes one. */
export type PluginExport = Plugin | ((options: unknown) => unknown);

/**
 * What a module means for its plugin: the export asked for; its default; the one plugin it exports; the function that bears
 * the package's own name, as `cycles` of `@tenon/plugin-cycles`; the one function it exports. Throws PLUGIN_UNUSABLE with
 * what it does export.
 */
export function pluginIn(
  module: Readonly<Record<string, unknown>>,
  name: string,
  wanted?: string,
): PluginExport {
  const usable = new Map(Object.entries(module).filter(([, value]) => isUsable(value)));
  if (wanted !== undefined) {
    const found = usable.get(wanted);
    if (found !== undefined) return found as PluginExport;
    throw unusable(module, name, `"${name}" exports no plugin "${wanted}"`, {
      hint: didYouMean(wanted, usable.keys()),
    });
  }
  const plugins = [...usable].filter(([, value]) => isPlugin(value));
  const functions = [...usable].filter(([, value]) => typeof value === 'function');
  const [, found] =
    [
      usable.has('default') ? ['default', usable.get('default')] : undefined,
      plugins.length === 1 ? plugins[0] : undefined,
      functions.find(([exported]) => exported === ownName(name)),
      functions.length === 1 && plugins.length === 0 ? functions[0] : undefined,
    ].find((candidate) => candidate !== undefined) ?? [];
  if (found !== undefined) return found as PluginExport;
  const hint =
    usable.size > 1
      ? `Say which one is meant: ${[...usable.keys()].map((exported) => `${name}#${exported}`).join(', ')}.`
      : 'Export a plugin, or a function that makes one, as default.';
  throw unusable(module, name, `"${name}" does not say which of its exports is its plugin`, {
    hint,
  });
}

/** Whether a value is meant for a plugin; whether it is a proper one, the runtime says. */
export function isPlugin(value: unknown): value is Plugin {
  if (typeof value !== 'object' || value === null) return false;
  const { manifest } = value as { readonly manifest?: { readonly name?: unknown } };
  return typeof manifest === 'object' && typeof manifest?.name === 'string';
}

/** `slowNodes` for `@acme/tenon-plugin-slow-nodes` and for `./plugins/slow-nodes.ts`. */
function ownName(name: string): string {
  const base =
    name
      .split(/[/\\]/)
      .at(-1)
      ?.replace(/\.[cm]?[jt]s$/, '') ?? name;
  return base
    .replace(/^(?:tenon-)?(?:plugin-)?/, '')
    .replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** A plugin, or a function that is no class: constructors of services and errors are exported beside many a plugin. */
function isUsable(value: unknown): boolean {
  if (typeof value !== 'function') return isPlugin(value);
  return !/^class\b/.test(Function.prototype.toString.call(value));
}

function unusable(
  module: Readonly<Record<string, unknown>>,
  name: string,
  what: string,
  { hint }: { readonly hint: string },
): RuntimeError {
  const found = Object.entries(module).map(([exported, value]) => `${exported} (${kindOf(value)})`);
  const list = found.length === 0 ? 'nothing' : found.slice(0, 12).join(', ');
  return new RuntimeError('PLUGIN_UNUSABLE', `${what}. It exports ${list}.`, {
    hint: hint === '' ? `Say ${quoteList([`${name}#export`])} with one of these.` : hint,
  });
}

function kindOf(value: unknown): string {
  if (isPlugin(value)) return 'plugin';
  if (typeof value === 'function') return isUsable(value) ? 'function' : 'class';
  return typeof value === 'object' ? 'object' : describeValue(value);
}
