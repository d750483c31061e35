import type { Edge } from './model.js';

/**
 * The strongly connected components that back edges close over plain edges, one for each back edge that closes a cycle;
 * the same component is given once.
 */
export function bodiesOf(back: readonly Edge[], plain: readonly Edge[]): ReadonlySet<string>[] {
  const edges = [...plain, ...back];
  const bodies: ReadonlySet<string>[] = [];
  for (const { from, to } of back) {
    if (bodies.some((body) => body.has(from))) continue;
    const forward = reached(to, edges, 'from', 'to');
    if (!forward.has(from)) continue;
    const backward = reached(from, edges, 'to', 'from');
    bodies.push(new Set([...forward].filter((id) => backward.has(id))));
  }
  return bodies;
}

/** What can be reached from a node along edges, itself included. */
function reached(
  start: string,
  edges: readonly Edge[],
  near: 'from' | 'to',
  far: 'from' | 'to',
): Set<string> {
  const next = new Map<string, string[]>();
  for (const edge of edges) {
    const ends = next.get(edge[near]);
    if (ends === undefined) next.set(edge[near], [edge[far]]);
    else ends.push(edge[far]);
  }
  const found = new Set([start]);
  for (const id of found) for (const end of next.get(id) ?? []) found.add(end);
  return found;
}
