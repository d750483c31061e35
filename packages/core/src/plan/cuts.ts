import type { Region } from './region.js';

/** The unit that each edge leaves and enters, and the innermost region around each unit. */
interface Units {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly regionOf: Int32Array;
}

/**
 * By step: the next *cut* at or behind it. A cut is a step that all steps behind it wait for, at once or through others
 * between them: while it runs, and everything before it is settled, nothing else can start. The last step is one.
 *
 * A step is a cut where every step behind it waits for something from it on, since what that is waits for the cut itself,
 * or is it. O(edges + steps + regions).
 */
export function cutsOf(steps: number, units: Units, regions: readonly Region[]): Int32Array {
  const waits = latestAwaited(steps, units, regions);
  const cuts = new Int32Array(steps);
  let earliest = steps;
  let next = steps - 1;
  for (let step = steps - 1; step >= 0; step--) {
    if (earliest >= step) next = step;
    cuts[step] = next;
    earliest = Math.min(earliest, waits[step] as number);
  }
  return cuts;
}

/** By step: the last position that has to be settled before it can start, or -1. A region is settled with its last step. */
function latestAwaited(
  steps: number,
  { from, to, regionOf }: Units,
  regions: readonly Region[],
): Int32Array {
  const latest = new Int32Array(steps + regions.length).fill(-1);
  for (let edge = 0; edge < from.length; edge++) {
    const source = from[edge] as number;
    const target = to[edge] as number;
    const position = source < steps ? source : (regions[source - steps] as Region).end - 1;
    if (position > (latest[target] as number)) latest[target] = position;
  }
  // What a region waits for, everything in it does. Regions are numbered from the outside in, and steps stand inside all.
  for (let at = 0; at < latest.length; at++) {
    const unit = at < regions.length ? steps + at : at - regions.length;
    const around = regionOf[unit] as number;
    if (around < 0) continue;
    latest[unit] = Math.max(latest[unit] as number, latest[steps + around] as number);
  }
  return latest;
}
