import { RuntimeError } from '../errors/runtime-error.js';
import { rowsBy } from '../graph/rows.js';
import { type Arrow, arrowText } from './arrows.js';
import type { PluginManifest } from './manifest.js';
import { STAGES, stageText } from './stages.js';

/** Where a plugin stands, and which declaration placed it there. */
export interface Placement {
  readonly stage: number;
  /** Within the stage: before the plugins that state it, among them, or after them. */
  readonly side: 'before' | 'at' | 'after';
  /** What placed it: its own stage, a declared order, or neither. */
  readonly by: 'stage' | 'order' | 'default';
  /** The declaration that placed it, where one did. */
  readonly arrow: Arrow | undefined;
}

/** A placement for people: `stage 300 (parameters)`, `"export" declares after: ["audit"]`. */
export function placementText({ stage, by, arrow }: Placement): string {
  if (by === 'stage') return `stage ${stageText(stage)}`;
  return arrow === undefined ? 'no order declared: just before execution' : arrowText(arrow);
}

const SIDES = { before: -1, at: 0, after: 1 } as const;

/** Orders placements by stage and side. */
export function comparePlacements(a: Placement, b: Placement): number {
  return a.stage - b.stage || SIDES[a.side] - SIDES[b.side];
}

/** Declared order as numbers: arrow `i` leads from plugin `source[i]` to `target[i]`; `order` is a topological order. */
export interface OrderGraph {
  readonly manifests: readonly PluginManifest[];
  readonly arrows: readonly Arrow[];
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly order: Int32Array;
}

/**
 * Places every plugin. One that states a stage stands there. Of the others, one with a plugin of a stated stage before it
 * (directly, or through others without a stage) stands at the end of the latest such stage; else one with such a plugin
 * after it at the beginning of the earliest such stage; else just before `execution`. Where one without a stage runs
 * before another, the latter moves behind it as far as need be. No plugin is placed before one that must precede it, so
 * sorting by placement moves none of the ten steps. O(plugins + arrows).
 *
 * Throws STAGE_CONFLICT when declared order, directly or through plugins without a stage, leads from a later stated stage
 * to an earlier one.
 */
export function placementsOf(graph: OrderGraph): Placement[] {
  const { manifests, arrows, source, target, order } = graph;
  const latest = bounds(graph, 'latest');
  const earliest = bounds(graph, 'earliest');
  const incoming = rowsBy(target, manifests.length);
  const placements: Placement[] = Array.from(manifests, () => BEFORE_EXECUTION);
  for (const plugin of order) {
    let placement = ownPlacement(plugin);
    const end = incoming.start[plugin + 1] as number;
    for (let i = incoming.start[plugin] as number; i < end; i++) {
      const arrow = incoming.items[i] as number;
      const earlier = placements[source[arrow] as number] as Placement;
      if (comparePlacements(earlier, placement) <= 0) continue;
      placement = { ...earlier, by: 'order', arrow: arrows[arrow] };
    }
    placements[plugin] = Object.freeze(placement);
  }
  return placements;

  function ownPlacement(plugin: number): Placement {
    const stage = manifests[plugin]?.stage;
    if (stage !== undefined) return { stage, side: 'at', by: 'stage', arrow: undefined };
    const low = latest.stage[plugin] as number;
    const high = earliest.stage[plugin] as number;
    if (low !== -Infinity) {
      const arrow = arrows[latest.by[plugin] as number];
      // Between two plugins of one stage there is no place but in it.
      return { stage: low, side: low === high ? 'at' : 'after', by: 'order', arrow };
    }
    if (high === Infinity) return BEFORE_EXECUTION;
    return {
      stage: high,
      side: 'before',
      by: 'order',
      arrow: arrows[earliest.by[plugin] as number],
    };
  }
}

const BEFORE_EXECUTION: Placement = Object.freeze({
  stage: STAGES.execution,
  side: 'before',
  by: 'default',
  arrow: undefined,
});

interface Bounds {
  /** By plugin: the latest stated stage before it, or the earliest after it; infinite where there is none. */
  readonly stage: Float64Array;
  /** By plugin: the arrow that brought it there, or -1. */
  readonly by: Int32Array;
}

/** Carries stated stages along the arrows (`latest`) or against them (`earliest`), through plugins without a stage. */
function bounds(graph: OrderGraph, which: 'latest' | 'earliest'): Bounds {
  const { manifests, source, target, order } = graph;
  const isLatest = which === 'latest';
  const from = isLatest ? source : target;
  const rows = rowsBy(isLatest ? target : source, manifests.length);
  const stage = new Float64Array(manifests.length).fill(isLatest ? -Infinity : Infinity);
  const by = new Int32Array(manifests.length).fill(-1);
  for (const plugin of isLatest ? order : order.toReversed()) {
    const end = rows.start[plugin + 1] as number;
    for (let i = rows.start[plugin] as number; i < end; i++) {
      const arrow = rows.items[i] as number;
      const neighbour = from[arrow] as number;
      const neighbours = manifests[neighbour]?.stage;
      const carried = neighbours === undefined ? (stage[neighbour] as number) : neighbours;
      const known = stage[plugin] as number;
      if (isLatest ? carried <= known : carried >= known) continue;
      stage[plugin] = carried;
      by[plugin] = arrow;
    }
    const stated = manifests[plugin]?.stage;
    if (isLatest && stated !== undefined && (stage[plugin] as number) > stated) {
      throw conflict(graph, plugin, by);
    }
  }
  return { stage, by };
}

/** How many declarations of a long chain a message shows. */
const MOST_SHOWN = 10;

function conflict(graph: OrderGraph, plugin: number, by: Int32Array): RuntimeError {
  const { manifests, arrows, source } = graph;
  const chain: Arrow[] = [];
  let at = plugin;
  do {
    const arrow = by[at] as number;
    chain.unshift(arrows[arrow] as Arrow);
    at = source[arrow] as number;
  } while (manifests[at]?.stage === undefined);
  const later = manifests[plugin] as PluginManifest;
  const earlier = manifests[at] as PluginManifest;
  const declared = chain.slice(0, MOST_SHOWN).map(arrowText);
  if (chain.length > MOST_SHOWN) declared.push(`and ${chain.length - MOST_SHOWN} more`);
  return new RuntimeError(
    'STAGE_CONFLICT',
    `${titleOf(earlier)} would have to run before ${titleOf(later)}: ${declared.join('; ')}.`,
    {
      hint: 'Remove one of these declarations, or change one of the two stages.',
      where: { plugin: chain.at(-1)?.declaredBy ?? later.name },
    },
  );
}

function titleOf({ name, stage = 0 }: PluginManifest): string {
  return `"${name}" at stage ${stageText(stage)}`;
}
