import { type Connection, type Loop, strongComponents, type Topology } from '@tenon/core';
import type { Reach } from './reach.js';

/** What the back edges of a loop close. */
export interface Closing {
  /** The nodes of the body by number of declaration, ascending; empty where the back edges close no cycle, or several. */
  readonly body: readonly number[];
  /** Back edges that close no cycle, as indexes into `loop.back`. */
  readonly stray: readonly number[];
  /** The sets of nodes that the back edges close cycles over; one, where all is well. */
  readonly cycles: readonly (readonly number[])[];
}

/**
 * The body of a loop: the strongly connected component that its own back edges close over the plain connections. Only
 * nodes between the ends of back edges are looked at. Components by Tarjan's algorithm (1972), iterative; linear in the
 * nodes and connections between the back edges' ends. A back edge that names an unknown node is left out: that is a
 * finding of the core's.
 */
export function closingOf({ back }: Loop, topology: Topology, reach: Reach): Closing {
  const known = back.flatMap((edge, index) => placed(edge, index, topology));
  const targets = known.map(({ target }) => target);
  const sources = known.map(({ source }) => source);
  const span = reach.spanOf([...targets, ...sources]);
  const before = reach.before(sources, span);
  const between = [...reach.after(targets, span)].filter((node) => before.has(node));
  between.sort((a, b) => a - b);
  const component = componentsOf(between, known, topology);

  const stray: number[] = [];
  const closed = new Set<number>();
  for (const { index, source, target } of known) {
    const at = component.get(source);
    if (at === undefined || at !== component.get(target)) stray.push(index);
    else closed.add(at);
  }
  const cycles = [...closed].map((at) => between.filter((node) => component.get(node) === at));
  return { body: cycles.length === 1 ? (cycles[0] ?? []) : [], stray, cycles };
}

interface Placed {
  readonly index: number;
  readonly source: number;
  readonly target: number;
}

function placed({ from, to }: Connection, index: number, { indexOf }: Topology): readonly Placed[] {
  const source = indexOf.get(from);
  const target = indexOf.get(to);
  return source === undefined || target === undefined ? [] : [{ index, source, target }];
}

/** The component of each node, over the plain connections between the nodes and the back edges. */
function componentsOf(
  nodes: readonly number[],
  back: readonly Placed[],
  { outgoing, target }: Topology,
): ReadonlyMap<number, number> {
  const local = new Map(nodes.map((node, at) => [node, at]));
  const sources: number[] = [];
  const targets: number[] = [];
  const connect = (from: number, to: number) => {
    const a = local.get(from);
    const b = local.get(to);
    if (a === undefined || b === undefined) return;
    sources.push(a);
    targets.push(b);
  };
  for (const node of nodes) {
    const end = outgoing.start[node + 1] as number;
    for (let i = outgoing.start[node] as number; i < end; i++) {
      connect(node, target[outgoing.items[i] as number] as number);
    }
  }
  for (const edge of back) connect(edge.source, edge.target);
  const { of } = strongComponents(nodes.length, Int32Array.from(sources), Int32Array.from(targets));
  return new Map(nodes.map((node, at) => [node, of[at] as number]));
}
