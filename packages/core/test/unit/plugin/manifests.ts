import fc from 'fast-check';
import type { PluginManifest } from '#core/plugin/manifest.js';
import { resolveOrder } from '#core/plugin/resolve-order.js';
import { STAGES, type StageName } from '#core/plugin/stages.js';

/** What a test says about a plugin beside its name. */
export type Facts = Omit<PluginManifest, 'name' | 'version'>;

/** A plugin that is nothing but its manifest. */
export function plugin(name: string, facts: Facts = {}): { readonly manifest: PluginManifest } {
  return { manifest: { name, version: '1.0.0', ...facts } };
}

/** The names of plugins in solved order. */
export function solved(plugins: readonly { readonly manifest: PluginManifest }[]): string[] {
  return resolveOrder(plugins).map(({ plugin: { manifest } }) => manifest.name);
}

/** The names of the ten steps, in order. */
export const TEN_STEPS = Object.keys(STAGES) as StageName[];

/** The ten steps as plugins. */
export function tenSteps(): { readonly manifest: PluginManifest }[] {
  return TEN_STEPS.map((name) => plugin(name, { stage: STAGES[name] }));
}

/**
 * Plugins whose declared order goes from smaller to larger numbers only, so that it has no cycle; some with stages that
 * rise with the number, and so no stage conflict. Names do not follow the numbers.
 */
export function solvablePlugins(): fc.Arbitrary<{ readonly manifest: PluginManifest }[]> {
  const facts = fc.record({
    stage: fc.option(fc.nat(9), { nil: undefined }),
    links: fc.array(fc.tuple(fc.nat(), fc.constantFrom('requires', 'after', 'before'))),
  });
  return fc.tuple(fc.array(facts, { maxLength: 20 }), fc.nat()).map(([list, salt]) => {
    const nameOf = (i: number) => `p${(i * 7919 + salt) % 1009}`;
    const lists = list.map(() => ({
      requires: [] as string[],
      after: [] as string[],
      before: [] as string[],
    }));
    list.forEach(({ links }, later) => {
      for (const [pick, how] of links) {
        if (later === 0) continue;
        const earlier = pick % later;
        if (how === 'before') lists[earlier]?.before.push(nameOf(later));
        else lists[later]?.[how].push(nameOf(earlier));
      }
    });
    let stage = 0;
    return list.map((entry, i) => {
      if (entry.stage === undefined) return plugin(nameOf(i), lists[i]);
      stage += entry.stage * 50;
      return plugin(nameOf(i), { ...lists[i], stage });
    });
  });
}
