import { type Rows, rowsBy } from '../graph/rows.js';
import type { ResolvedWorkflow } from '../workflow/resolve.js';
import { commonRegion, type PlanOrder, type RegionForest, unitAt } from './order.js';
import type { Edges } from './plan.js';
import type { Region } from './region.js';

/** Steps and regions as the scheduler counts them: a region is numbered behind the steps. */
export interface Units {
  readonly count: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly regionOf: Int32Array;
}

/** The unit each edge leaves and enters, and the region around each unit. */
export function lowerUnits(
  topology: ResolvedWorkflow['topology'],
  forest: RegionForest,
  positions: Int32Array,
): Units {
  const { nodes, source, target } = topology;
  const toUnit = (unit: number) => (unit < nodes ? (positions[unit] as number) : unit);
  const from = new Int32Array(source.length);
  const to = new Int32Array(source.length);
  for (let edge = 0; edge < source.length; edge++) {
    const a = source[edge] as number;
    const b = target[edge] as number;
    const level = forest.facts.length === 0 ? -1 : commonRegion(a, b, forest);
    from[edge] = toUnit(unitAt(a, level, nodes, forest));
    to[edge] = toUnit(unitAt(b, level, nodes, forest));
  }
  const count = nodes + forest.facts.length;
  const regionOf = new Int32Array(count);
  for (let node = 0; node < nodes; node++) {
    regionOf[positions[node] as number] = forest.regionOf[node] as number;
  }
  regionOf.set(forest.parent, nodes);
  return { count, from, to, regionOf };
}

/** Regions with where they begin and end in the order of steps. */
export function lowerRegions(
  forest: RegionForest,
  order: PlanOrder,
  positions: Int32Array,
  edges: { readonly back: Edges; readonly region: Int32Array },
): Region[] {
  const steps = order.nodes.length;
  const start = new Int32Array(forest.facts.length).fill(steps);
  const end = new Int32Array(forest.facts.length);
  order.nodes.forEach((node, at) => {
    for (
      let region = forest.regionOf[node] as number;
      region !== -1;
      region = forest.parent[region] as number
    ) {
      start[region] = Math.min(start[region] as number, at);
      end[region] = Math.max(end[region] as number, at + 1);
    }
  });
  const back: Rows = rowsBy(edges.region, forest.facts.length);
  const { source, target } = edges.back;
  const isOwn = (edge: number, region: number) =>
    source[edge] === target[edge] &&
    forest.regionOf[order.nodes[source[edge] as number] as number] === region;
  const holding = new Set(forest.parent);
  return forest.facts.map((fact, index) => {
    const into = back.items.slice(back.start[index], back.start[index + 1]);
    return Object.freeze({
      index,
      id: fact.id,
      start: start[index] as number,
      end: end[index] as number,
      parent: forest.parent[index] as number,
      units: toUnits(order.units[index] ?? [], steps, positions),
      holdsRegions: holding.has(index),
      back: into,
      handed: into.filter((edge) => !isOwn(edge, index)),
      maxIterations: fact.maxIterations,
      controller: fact.controller,
    });
  });
}

/** Nodes and regions by the numbers that the scheduler has for them. */
export function toUnits(
  units: readonly number[],
  nodes: number,
  positions: Int32Array,
): Int32Array {
  return Int32Array.from(units, (unit) => (unit < nodes ? (positions[unit] as number) : unit));
}

/** By position: the next at which a region begins or ends. */
export function boundaries(regions: readonly Region[], steps: number): Int32Array {
  if (regions.length === 0) return new Int32Array(0);
  const isBoundary = new Uint8Array(steps + 1);
  for (const { start, end } of regions) isBoundary[start] = isBoundary[end] = 1;
  const next = new Int32Array(steps + 1).fill(steps);
  for (let at = steps - 1; at >= 0; at--) {
    next[at] = isBoundary[at + 1] === 1 ? at + 1 : (next[at + 1] as number);
  }
  return next;
}
