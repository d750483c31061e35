import fc from 'fast-check';

/** A directed graph: vertices are numbers from 0, edge `e` leads from `source[e]` to `target[e]`. */
export interface Graph {
  readonly vertices: number;
  readonly source: Int32Array;
  readonly target: Int32Array;
}

export function graphOf(vertices: number, edges: readonly (readonly [number, number])[]): Graph {
  return {
    vertices,
    source: Int32Array.from(edges, ([from]) => from),
    target: Int32Array.from(edges, ([, to]) => to),
  };
}

/** Small graphs with self edges and parallel edges; without cycles where asked, whatever the numbers of the vertices. */
export function graphs({ acyclic = false } = {}): fc.Arbitrary<Graph> {
  return fc.integer({ min: 1, max: 10 }).chain((vertices) => {
    const vertex = fc.nat(vertices - 1);
    const numbers = [...Array(vertices).keys()];
    return fc
      .record({
        pairs: fc.array(fc.tuple(vertex, vertex), { maxLength: 24 }),
        rank: fc.shuffledSubarray(numbers, { minLength: vertices }),
      })
      .map(({ pairs, rank }) => {
        if (!acyclic) return graphOf(vertices, pairs);
        const along = pairs
          .filter(([a, b]) => a !== b)
          .map(([a, b]) =>
            rankOf(rank, a) < rankOf(rank, b) ? ([a, b] as const) : ([b, a] as const),
          );
        return graphOf(vertices, along);
      });
  });
}

function rankOf(rank: readonly number[], vertex: number): number {
  return rank[vertex] ?? 0;
}

/** By vertex: all vertices that one or more edges lead to, step by step. */
export function reachable({ vertices, source, target }: Graph): Set<number>[] {
  const reach = Array.from({ length: vertices }, () => new Set<number>());
  for (let grew = true; grew; ) {
    grew = false;
    source.forEach((from, edge) => {
      const to = target[edge] ?? 0;
      const set = reach[from] ?? new Set();
      const before = set.size;
      for (const vertex of [to, ...(reach[to] ?? [])]) set.add(vertex);
      grew ||= set.size > before;
    });
  }
  return reach;
}
