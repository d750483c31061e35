/** How the bodies of loops lie to one another. */
export interface LoopForest {
  /** The loop around each loop, or -1. */
  readonly parent: Int32Array;
  /** The innermost loop of each node, or -1. */
  readonly loopOf: Int32Array;
  /** Pairs of loops that share nodes although neither lies inside the other. */
  readonly overlaps: readonly (readonly [number, number])[];
}

/**
 * Nests loops by their bodies: one is inside another where its body is a proper subset. A loop that overlaps another one is
 * left out of the forest. Linear in the bodies' nodes, but for sorting the loops.
 */
export function nestLoops(bodies: readonly (readonly number[])[], nodes: number): LoopForest {
  const parent = new Int32Array(bodies.length).fill(-1);
  const loopOf = new Int32Array(nodes).fill(-1);
  const overlaps: [number, number][] = [];
  const sizeOf = (loop: number) => bodies[loop]?.length ?? 0;
  const order = bodies.map((_, loop) => loop).filter((loop) => sizeOf(loop) > 0);
  order.sort((a, b) => sizeOf(b) - sizeOf(a) || a - b);
  for (const loop of order) {
    const body = bodies[loop] ?? [];
    const around = new Set(body.map((node) => loopOf[node] as number));
    const other = overlapping(around, body.length, sizeOf);
    if (other !== undefined) {
      overlaps.push(other < loop ? [other, loop] : [loop, other]);
      continue;
    }
    const [outer = -1] = around;
    parent[loop] = outer;
    for (const node of body) loopOf[node] = loop;
  }
  return { parent, loopOf, overlaps };
}

/** A loop at least as large that holds some of a body's nodes as their innermost, and not the whole body as an inner one. */
function overlapping(
  around: ReadonlySet<number>,
  size: number,
  sizeOf: (loop: number) => number,
): number | undefined {
  if (around.size === 1) {
    const [only = -1] = around;
    return only >= 0 && sizeOf(only) === size ? only : undefined;
  }
  let smallest = -1;
  for (const loop of around) {
    if (loop >= 0 && (smallest < 0 || sizeOf(loop) < sizeOf(smallest))) smallest = loop;
  }
  return smallest;
}
