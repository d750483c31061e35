import { IntHeap } from './int-heap.js';
import { rowsBy } from './rows.js';

/**
 * The order in which again and again the smallest vertex is taken all of whose predecessors are taken; shorter than
 * `vertices` when a cycle stands in the way. Kahn's algorithm (1962) with a heap, O(E + V log V); O(E + V) where the
 * vertices are numbered along the edges already.
 */
export function topologicalOrder(
  vertices: number,
  source: Int32Array,
  target: Int32Array,
): Int32Array {
  if (isAscending(source, target)) return Int32Array.from({ length: vertices }, (_, i) => i);
  const outgoing = rowsBy(source, vertices);
  const need = new Int32Array(vertices);
  for (const vertex of target) need[vertex] = (need[vertex] as number) + 1;
  const ready = new IntHeap();
  for (let vertex = 0; vertex < vertices; vertex++) if (need[vertex] === 0) ready.push(vertex);
  const order = new Int32Array(vertices);
  let taken = 0;
  while (ready.size > 0) {
    const vertex = ready.pop();
    order[taken++] = vertex;
    const end = outgoing.start[vertex + 1] as number;
    for (let i = outgoing.start[vertex] as number; i < end; i++) {
      const next = target[outgoing.items[i] as number] as number;
      const left = (need[next] as number) - 1;
      need[next] = left;
      if (left === 0) ready.push(next);
    }
  }
  return order.subarray(0, taken);
}

function isAscending(source: Int32Array, target: Int32Array): boolean {
  for (let edge = 0; edge < source.length; edge++) {
    if ((source[edge] as number) >= (target[edge] as number)) return false;
  }
  return true;
}
