import { type Arrow, arrowText } from './arrows.js';
import { comparePlacements, type OrderGraph, type Placement, placementText } from './placement.js';

/** Why a plugin stands behind another of the same place: because that was declared, or by its name. */
export interface Behind {
  readonly plugin: string;
  /** The declaration; names decide where there is none. */
  readonly arrow: Arrow | undefined;
}

/**
 * Behind which plugin of its own place each plugin stands: the last one that a declaration puts before it, else the one right
 * before it. Takes the plugins in solved order; the first of a place stands behind nobody. O(plugins + arrows).
 */
export function neighboursOf(
  solved: readonly number[],
  { manifests, arrows, source, target }: OrderGraph,
  placements: readonly Placement[],
): readonly (Behind | undefined)[] {
  const positions = new Int32Array(solved.length);
  solved.forEach((number, at) => {
    positions[number] = at;
  });
  const isShared = (a: number, b: number) =>
    comparePlacements(placements[a] as Placement, placements[b] as Placement) === 0;
  const declared = new Map<number, number>();
  arrows.forEach((_, i) => {
    const [from, to] = [source[i] as number, target[i] as number];
    const known = declared.get(to);
    const isLater =
      known === undefined ||
      (positions[from] as number) > (positions[source[known] as number] as number);
    if (isShared(from, to) && isLater) declared.set(to, i);
  });
  return solved.map((number, at) => {
    const arrow = declared.get(number);
    const before = arrow === undefined ? solved[at - 1] : source[arrow];
    if (before === undefined || !isShared(before, number)) return undefined;
    return Object.freeze({
      plugin: manifests[before]?.name ?? '',
      arrow: arrow === undefined ? undefined : arrows[arrow],
    });
  });
}

/** A place for people, down to what keeps plugins of one place apart: `stage 400 (validation), by name behind "admission"`. */
export function placeText(placement: Placement, behind: Behind | undefined): string {
  if (behind === undefined) return placementText(placement);
  const { arrow, plugin } = behind;
  if (arrow === undefined) return `${placementText(placement)}, by name behind "${plugin}"`;
  if (arrow === placement.arrow) return placementText(placement);
  const place = placement.by === 'default' ? 'just before execution' : placementText(placement);
  return `${place}, ${arrowText(arrow)}`;
}
