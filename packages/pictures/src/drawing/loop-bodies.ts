import { type Loop, strongComponents, type Workflow } from '@tenon/core';

/** A loop and the nodes it repeats. */
export interface LoopBody {
  readonly loop: Loop;
  /** Nodes by number of declaration. */
  readonly body: ReadonlySet<number>;
  /** The smallest loop around it, as an index into the bodies. */
  readonly parent: number | undefined;
}

/**
 * The loops of a workflow with their bodies, outer ones first. A body is what the loop's own back edges close a cycle over,
 * together with the plain connections: the strongly connected components that hold their ends (Tarjan, 1972). Linear in
 * the workflow for each loop. A loop that closes nothing has an empty body.
 */
export function loopBodies({ nodes, connections, loops }: Workflow): readonly LoopBody[] {
  if (loops.length === 0) return [];
  const indexOf = new Map<string, number>();
  for (const [index, { id }] of nodes.entries()) if (!indexOf.has(id)) indexOf.set(id, index);
  const edges = ends(connections, indexOf);
  const found = loops.map((loop) => ({ loop, body: bodyOf(loop, edges, indexOf, nodes.length) }));
  // Stable, so that loops of one size stay in order of declaration.
  found.sort((a, b) => b.body.size - a.body.size);
  return found.map(({ loop, body }, index) => ({
    loop,
    body,
    parent: parentOf(body, found.slice(0, index)),
  }));
}

type Ends = readonly (readonly [source: number, target: number])[];

function ends(connections: Workflow['connections'], indexOf: ReadonlyMap<string, number>): Ends {
  return connections.flatMap(({ from, to }) => {
    const source = indexOf.get(from);
    const target = indexOf.get(to);
    return source === undefined || target === undefined ? [] : [[source, target] as const];
  });
}

function bodyOf(
  { back }: Loop,
  plain: Ends,
  indexOf: ReadonlyMap<string, number>,
  nodes: number,
): ReadonlySet<number> {
  const closing = ends(back, indexOf);
  const all = [...plain, ...closing];
  const { of } = strongComponents(
    nodes,
    Int32Array.from(all, ([source]) => source),
    Int32Array.from(all, ([, target]) => target),
  );
  const inside = new Set(
    closing.filter(([source, target]) => of[source] === of[target]).map(([source]) => of[source]),
  );
  const body = new Set<number>();
  for (let node = 0; node < nodes; node++) if (inside.has(of[node])) body.add(node);
  return body;
}

/** Bodies are sorted from large to small, so the nearest one before that holds the whole body is the smallest. */
function parentOf(
  body: ReadonlySet<number>,
  before: readonly { readonly body: ReadonlySet<number> }[],
): number | undefined {
  if (body.size === 0) return undefined;
  const around = before.findLastIndex((other) => [...body].every((node) => other.body.has(node)));
  return around < 0 ? undefined : around;
}
