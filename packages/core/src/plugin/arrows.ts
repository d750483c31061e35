import { didYouMean, quoteList } from '../errors/near-names.js';
import { RuntimeError } from '../errors/runtime-error.js';
import { installationOf } from './capabilities.js';
import type { PluginManifest } from './manifest.js';

/** One declared order between two plugins, and who declared it. */
export interface Arrow {
  /** The plugin that runs earlier, and the one that runs later. */
  readonly earlier: string;
  readonly later: string;
  readonly declaredBy: string;
  readonly how: 'requires' | 'after' | 'before';
  /** The name as declared: a plugin's, or a capability's. */
  readonly name: string;
}

/** An arrow as its declaration reads: `"audit-export" declares after: ["audit"]`. */
export function arrowText({
  declaredBy,
  how,
  name,
}: Pick<Arrow, 'declaredBy' | 'how' | 'name'>): string {
  return `"${declaredBy}" declares ${how}: ["${name}"]`;
}

/**
 * Every order that the manifests declare. A name stands for the plugin of that name or for the one that provides the
 * capability. Throws PLUGIN_DUPLICATE, CAPABILITY_CONFLICT and PLUGIN_REQUIRES; the last names all that is missing.
 */
export function arrowsOf(manifests: readonly PluginManifest[]): Arrow[] {
  const plugins = byName(manifests);
  const providers = providersOf(manifests, plugins);
  const known = (name: string) => (plugins.has(name) ? name : providers.get(name));
  const arrows: Arrow[] = [];
  const missing: { plugin: string; name: string }[] = [];
  for (const { name: declaredBy, requires = [], after = [], before = [] } of manifests) {
    for (const name of requires) {
      const earlier = known(name);
      if (earlier === undefined) missing.push({ plugin: declaredBy, name });
      else arrows.push({ earlier, later: declaredBy, declaredBy, how: 'requires', name });
    }
    for (const name of after) {
      const earlier = known(name);
      if (earlier === undefined) continue;
      arrows.push({ earlier, later: declaredBy, declaredBy, how: 'after', name });
    }
    for (const name of before) {
      const later = known(name);
      if (later === undefined) continue;
      arrows.push({ earlier: declaredBy, later, declaredBy, how: 'before', name });
    }
  }
  if (missing.length > 0) throw unsatisfied(missing, [...plugins.keys(), ...providers.keys()]);
  return arrows;
}

function byName(manifests: readonly PluginManifest[]): Map<string, PluginManifest> {
  const plugins = new Map<string, PluginManifest>();
  for (const manifest of manifests) {
    const other = plugins.get(manifest.name);
    if (other !== undefined) throw duplicate(other, manifest);
    plugins.set(manifest.name, manifest);
  }
  return plugins;
}

function providersOf(
  manifests: readonly PluginManifest[],
  plugins: ReadonlyMap<string, PluginManifest>,
): Map<string, string> {
  const providers = new Map<string, string>();
  for (const { name, provides = [] } of manifests) {
    for (const capability of provides) {
      // A plugin's own name stands for it already, so nobody else can provide that.
      const other = plugins.has(capability) ? capability : providers.get(capability);
      if (other !== undefined && other !== name) throw claimedTwice(capability, other, name);
      providers.set(capability, name);
    }
  }
  return providers;
}

function duplicate(one: PluginManifest, other: PluginManifest): RuntimeError {
  const [low, high] = [one.version, other.version].sort();
  const versions = low === high ? `, both of version ${low}` : ` of versions ${low} and ${high}`;
  return new RuntimeError(
    'PLUGIN_DUPLICATE',
    `There are two plugins named "${one.name}"${versions}.`,
    {
      hint: 'Register it once: in "plugins" or in the container.',
      where: { plugin: one.name },
    },
  );
}

function claimedTwice(capability: string, one: string, other: string): RuntimeError {
  return new RuntimeError(
    'CAPABILITY_CONFLICT',
    `The capability "${capability}" is provided by plugin "${one}" and by plugin "${other}".`,
    {
      hint: `Take "${one}" or "${other}" out of the plugins of createRuntime: what needs "${capability}" is served by either.`,
      where: { plugin: other },
    },
  );
}

function unsatisfied(
  missing: readonly { plugin: string; name: string }[],
  known: readonly string[],
): RuntimeError {
  const [first] = missing;
  const sentences = missing.map(
    ({ plugin, name }) => `Plugin "${plugin}" requires "${name}", which is not there.`,
  );
  const remedies = missing.map(({ name }) => remedyFor(name, known));
  return new RuntimeError('PLUGIN_REQUIRES', sentences.join(' '), {
    hint: [...new Set(remedies)].join(' '),
    where: first === undefined ? {} : { plugin: first.plugin },
  });
}

function remedyFor(name: string, known: readonly string[]): string {
  const installation = installationOf(name);
  if (installation !== undefined) return installation;
  const meant = didYouMean(name, known);
  if (meant !== '') return meant;
  return `Add the plugin that is named ${quoteList([name])}, or that provides it, to the plugins of createRuntime.`;
}
