import { rowsBy } from './rows.js';

/** The strongly connected component of each vertex, by number. */
export interface StrongComponents {
  readonly of: Int32Array;
  readonly count: number;
}

/**
 * Strongly connected components by Tarjan's algorithm (1972) with an explicit stack: O(V + E), no recursion. Components
 * are numbered in reverse topological order.
 */
export function strongComponents(
  vertices: number,
  source: Int32Array,
  target: Int32Array,
): StrongComponents {
  const outgoing = rowsBy(source, vertices);
  const of = new Int32Array(vertices).fill(-1);
  const index = new Int32Array(vertices).fill(-1);
  const low = new Int32Array(vertices);
  const next = outgoing.start.slice(0, vertices);
  const path: number[] = [];
  const open: number[] = [];
  let visited = 0;
  let count = 0;
  for (let root = 0; root < vertices; root++) {
    if (index[root] !== -1) continue;
    path.push(root);
    while (path.length > 0) {
      const vertex = path[path.length - 1] as number;
      if (index[vertex] === -1) {
        index[vertex] = low[vertex] = visited++;
        open.push(vertex);
      }
      let descended = false;
      const end = outgoing.start[vertex + 1] as number;
      for (let i = next[vertex] as number; i < end; i++) {
        const child = target[outgoing.items[i] as number] as number;
        if (index[child] === -1) {
          next[vertex] = i; // looked at again on the way back, for its low link
          path.push(child);
          descended = true;
          break;
        }
        if (of[child] === -1) low[vertex] = Math.min(low[vertex] as number, low[child] as number);
      }
      if (descended) continue;
      path.pop();
      if (low[vertex] !== index[vertex]) continue;
      for (;;) {
        const member = open.pop() as number;
        of[member] = count;
        if (member === vertex) break;
      }
      count++;
    }
  }
  return { of, count };
}
