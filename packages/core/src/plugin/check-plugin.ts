import { didYouMean } from '../errors/near-names.js';
import { RuntimeError } from '../errors/runtime-error.js';
import { isHookSet } from '../hooks/hook-set.js';
import { describeValue } from '../values/describe-value.js';
import type { PluginManifest } from './manifest.js';
import type { Plugin } from './plugin.js';

const LISTS = ['requires', 'after', 'before', 'provides'] as const;
const MEMBERS: readonly (keyof PluginManifest)[] = ['name', 'version', 'stage', ...LISTS];

const SHAPE = `Write it as
  {
    manifest: { name: 'my-plugin', version: '1.0.0' },
    apply(hooks, services) {
      hooks.prepare.tap('my-plugin', (request, run) => { … });
    },
  }`;

/**
 * Makes sure that a value is a plugin, and answers it. `place` says where it was given: `plugins[2]`. Throws
 * PLUGIN_INVALID with what to write instead.
 */
export function checkPlugin(value: unknown, place: string): Plugin {
  if (typeof value === 'function') {
    throw invalid(
      `${place} is ${describeValue(value)}, and no plugin.`,
      'Call the factory: plugins: [cycles()] instead of plugins: [cycles].',
    );
  }
  if (value instanceof Promise) {
    value.catch(() => undefined); // this error is the one to see
    throw invalid(`${place} is a promise.`, 'Await it before the runtime is made.');
  }
  if (typeof value !== 'object' || value === null) {
    throw invalid(`${place} is ${describeValue(value)}, and no plugin.`, SHAPE);
  }
  const candidate = value as Partial<Plugin>;
  if (candidate.manifest === undefined && typeof candidate.apply === 'function') {
    throw invalid(`${place} has "apply" but no manifest, like a plugin of webpack.`, SHAPE);
  }
  checkManifest(candidate.manifest, place);
  checkMembers(candidate, candidate.manifest.name);
  return value as Plugin;
}

function checkManifest(manifest: unknown, place: string): asserts manifest is PluginManifest {
  if (typeof manifest !== 'object' || manifest === null) {
    throw invalid(`The manifest of ${place} is ${describeValue(manifest)}.`, SHAPE);
  }
  const { name, version, stage } = manifest as Partial<Record<keyof PluginManifest, unknown>>;
  if (typeof name !== 'string' || name === '' || name !== name.trim()) {
    throw invalid(
      `The name of ${place} is ${describeValue(name)}.`,
      'Give manifest.name a text that is not empty and has no space around it.',
    );
  }
  if (typeof version !== 'string' || version === '') {
    throw invalid(
      `The version of plugin "${name}" is ${describeValue(version)}.`,
      "Give manifest.version a text such as '1.0.0'.",
      name,
    );
  }
  if (stage !== undefined && !Number.isFinite(stage)) {
    throw invalid(
      `The stage of plugin "${name}" is ${describeValue(stage)}.`,
      'Give manifest.stage a finite number, one of STAGES for instance, or leave it out.',
      name,
    );
  }
  for (const list of LISTS) checkList(manifest, list, name);
  for (const key of Object.keys(manifest)) {
    if ((MEMBERS as readonly string[]).includes(key)) continue;
    const hint = didYouMean(key, MEMBERS);
    if (hint !== '') throw invalid(`The manifest of plugin "${name}" has "${key}".`, hint, name);
  }
}

function checkList(manifest: Partial<PluginManifest>, list: (typeof LISTS)[number], name: string) {
  const names: unknown = manifest[list];
  if (names === undefined) return;
  const isRight =
    Array.isArray(names) && names.every((item) => typeof item === 'string' && item !== '');
  if (isRight) return;
  throw invalid(
    `"${list}" of plugin "${name}" is ${describeValue(names)}.`,
    `Give manifest.${list} a list of names: ['parameters'].`,
    name,
  );
}

function checkMembers(plugin: Partial<Plugin>, name: string): void {
  for (const member of ['register', 'apply'] as const) {
    const value: unknown = plugin[member];
    if (value === undefined || typeof value === 'function') continue;
    throw invalid(`"${member}" of plugin "${name}" is ${describeValue(value)}.`, SHAPE, name);
  }
  const sets: unknown = plugin.publishes;
  if (sets === undefined || (Array.isArray(sets) && sets.every(isHookSet))) return;
  throw invalid(
    `"publishes" of plugin "${name}" is ${describeValue(sets)}.`,
    'Give it a list of what defineHookSet answers.',
    name,
  );
}

function invalid(message: string, hint: string, plugin?: string): RuntimeError {
  return new RuntimeError('PLUGIN_INVALID', message, {
    hint,
    where: plugin === undefined ? {} : { plugin },
  });
}
