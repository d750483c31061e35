import { topologicalOrder } from '../graph/topological-order.js';
import { arrowsOf } from './arrows.js';
import { orderCycle } from './explain-cycle.js';
import type { PluginManifest } from './manifest.js';
import { type Behind, neighboursOf } from './neighbours.js';
import { comparePlacements, type Placement, placementsOf } from './placement.js';

/** A plugin in its place. */
export interface PlacedPlugin<P> {
  readonly plugin: P;
  readonly placement: Placement;
  /** Of several at one place: behind which of them it stands, and why. */
  readonly behind: Behind | undefined;
}

/**
 * Solves the order of plugins: along every `requires`, `after` and `before`, else by (stage, name); a plugin without a
 * stage is placed as {@link placementsOf} says. The answer is total, and depends on the manifests alone, not on the order
 * in which the plugins are given.
 *
 * Kahn's algorithm (1962) with a heap, twice: once to find cycles, once over plugins numbered by their placement. Near
 * linear: O(arrows + plugins · log plugins).
 *
 * Throws PLUGIN_DUPLICATE, CAPABILITY_CONFLICT, PLUGIN_REQUIRES, ORDER_CYCLE or STAGE_CONFLICT.
 */
export function resolveOrder<P extends { readonly manifest: PluginManifest }>(
  plugins: readonly P[],
): readonly PlacedPlugin<P>[] {
  // By name first, so that everything below, errors included, is the same whatever the order given.
  const sorted = [...plugins].sort((a, b) => compareNames(a.manifest, b.manifest));
  const manifests = sorted.map(({ manifest }) => manifest);
  const arrows = arrowsOf(manifests);
  const numbers = new Map(manifests.map(({ name }, number) => [name, number]));
  const source = Int32Array.from(arrows, ({ earlier }) => numbers.get(earlier) as number);
  const target = Int32Array.from(arrows, ({ later }) => numbers.get(later) as number);
  const order = topologicalOrder(sorted.length, source, target);
  if (order.length < sorted.length) {
    throw orderCycle([...numbers.keys()], arrows, source, target);
  }
  const placements = placementsOf({ manifests, arrows, source, target, order });
  const byRank = sorted
    .map((_, number) => number)
    .sort(
      (a, b) => comparePlacements(placements[a] as Placement, placements[b] as Placement) || a - b,
    );
  const rank = new Int32Array(sorted.length);
  byRank.forEach((number, at) => {
    rank[number] = at;
  });
  const ranked = topologicalOrder(
    sorted.length,
    source.map((number) => rank[number] as number),
    target.map((number) => rank[number] as number),
  );
  const solved = Array.from(ranked, (at) => byRank[at] as number);
  const behind = neighboursOf(solved, { manifests, arrows, source, target, order }, placements);
  return Object.freeze(
    solved.map((number, at) =>
      Object.freeze({
        plugin: sorted[number] as P,
        placement: placements[number] as Placement,
        behind: behind[at],
      }),
    ),
  );
}

/** By code units, and so alike on every machine; versions only to name two duplicates in a fixed order. */
function compareNames(a: PluginManifest, b: PluginManifest): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.version < b.version ? -1 : Number(a.version > b.version);
}
