import type { Plan } from '@tenon/core';

/** A node, a loop around nodes, or a node that is a workflow of its own. */
export interface OutlineEntry {
  readonly kind: 'node' | 'loop' | 'workflow';
  /** As events name it: `sub/node`. */
  readonly key: string;
  readonly id: string;
  readonly depth: number;
  /** Where the entry stands that this is inside of, or -1. */
  readonly parent: number;
  /** Where the entries end that are inside of this: they follow it. */
  readonly end: number;
}

/** Beyond so many entries, sub-workflows are shown as one node: what nobody can look through need not be kept. */
const MOST_ENTRIES = 20_000;

type Draft = { -readonly [K in keyof OutlineEntry]: OutlineEntry[K] };

interface Place {
  readonly plan: Plan;
  readonly within: readonly string[];
  readonly depth: number;
  /** The entry of the sub-workflow node, or -1. */
  readonly owner: number;
  step: number;
  /** Loops around the step, the outermost first. */
  readonly open: { readonly entry: number; readonly end: number }[];
}

/** What a plan is made of, in plan order: loops and sub-workflows before what is in them. Iterative, as they may be deep. */
export function outlineOf(plan: Plan): readonly OutlineEntry[] {
  const entries: Draft[] = [];
  const places: Place[] = [{ plan, within: [], depth: 0, owner: -1, step: 0, open: [] }];
  for (let place = places.at(-1); place !== undefined; place = places.at(-1)) {
    closeLoops(place, entries);
    if (place.step === place.plan.steps.length) {
      const owner = entries[place.owner];
      if (owner !== undefined) owner.end = entries.length;
      places.pop();
      continue;
    }
    openLoops(place, entries);
    const step = place.plan.steps[place.step++];
    const child = entries.length < MOST_ENTRIES ? step?.child : undefined;
    const id = step?.id ?? '';
    const owner = add(entries, place, child === undefined ? 'node' : 'workflow', id);
    if (child === undefined) continue;
    const within = [...place.within, id];
    const depth = place.depth + place.open.length + 1;
    places.push({ plan: child, within, depth, owner, step: 0, open: [] });
  }
  return entries;
}

function openLoops(place: Place, entries: Draft[]): void {
  const { opening, regions } = place.plan;
  const end = opening.start[place.step + 1] as number;
  for (let i = opening.start[place.step] as number; i < end; i++) {
    const region = regions[opening.items[i] as number];
    if (region === undefined) continue;
    const entry = add(entries, place, 'loop', region.id);
    place.open.push({ entry, end: region.end });
  }
}

function closeLoops(place: Place, entries: Draft[]): void {
  for (let last = place.open.at(-1); last?.end === place.step; last = place.open.at(-1)) {
    const entry = entries[last.entry];
    if (entry !== undefined) entry.end = entries.length;
    place.open.pop();
  }
}

function add(entries: Draft[], place: Place, kind: OutlineEntry['kind'], id: string): number {
  const parent = place.open.at(-1)?.entry ?? place.owner;
  const key = [...place.within, id].join('/');
  const depth = place.depth + place.open.length;
  return entries.push({ kind, key, id, depth, parent, end: entries.length + 1 }) - 1;
}
