import { rowsBy } from './rows.js';
import { strongComponents } from './strong-components.js';

/** How many vertices of a component to start from when its shortest cycle is looked for. */
const STARTS = 64;

/**
 * For each component with a cycle, a short cycle in it: its vertices in order, beginning with the smallest; the cycles in
 * order of that vertex. It is the shortest there is where the component has up to 64 vertices or a cycle of one or two
 * edges; otherwise the shortest through one of the component's first 64 vertices. Breadth-first, O(64 · (V + E)).
 */
export function cycles(vertices: number, source: Int32Array, target: Int32Array): number[][] {
  const components = strongComponents(vertices, source, target);
  const members = rowsBy(components.of, components.count);
  const tiny = tinyCycles(vertices, source, target, components.of);
  const search = new CycleSearch(vertices, source, target, components.of);
  const found: number[][] = [];
  for (let component = 0; component < components.count; component++) {
    const row = members.items.subarray(members.start[component], members.start[component + 1]);
    let best = tiny.get(component);
    if (best === undefined && row.length > 1) {
      for (const start of row.subarray(0, STARTS)) best = search.through(start, best);
    }
    if (best !== undefined) found.push(fromSmallest(best));
  }
  return found.sort((a, b) => (a[0] as number) - (b[0] as number));
}

/** By component: an edge from a vertex to itself, otherwise two edges back and forth. O(V + E). */
function tinyCycles(
  vertices: number,
  source: Int32Array,
  target: Int32Array,
  component: Int32Array,
): Map<number, number[]> {
  const tiny = new Map<number, number[]>();
  const outgoing = rowsBy(source, vertices);
  const incoming = rowsBy(target, vertices);
  const isFrom = new Int32Array(vertices).fill(-1);
  for (let vertex = 0; vertex < vertices; vertex++) {
    const known = tiny.get(component[vertex] as number);
    if (known?.length === 1) continue;
    for (
      let i = incoming.start[vertex] as number;
      i < (incoming.start[vertex + 1] as number);
      i++
    ) {
      isFrom[source[incoming.items[i] as number] as number] = vertex;
    }
    for (
      let i = outgoing.start[vertex] as number;
      i < (outgoing.start[vertex + 1] as number);
      i++
    ) {
      const next = target[outgoing.items[i] as number] as number;
      if (isFrom[next] !== vertex) continue;
      if (next === vertex) {
        tiny.set(component[vertex] as number, [vertex]);
        break;
      }
      if (!tiny.has(component[vertex] as number)) {
        tiny.set(component[vertex] as number, [vertex, next]);
      }
    }
  }
  return tiny;
}

/** Breadth-first search for the way back to where it starts, inside one component. */
class CycleSearch {
  readonly #outgoing;
  readonly #target: Int32Array;
  readonly #component: Int32Array;
  readonly #before: Int32Array;
  readonly #depth: Int32Array;

  constructor(vertices: number, source: Int32Array, target: Int32Array, component: Int32Array) {
    this.#outgoing = rowsBy(source, vertices);
    this.#target = target;
    this.#component = component;
    this.#before = new Int32Array(vertices).fill(-1);
    this.#depth = new Int32Array(vertices);
  }

  /** A shortest cycle through a vertex if it is shorter than the one known, which is answered otherwise. */
  through(start: number, known: number[] | undefined): number[] | undefined {
    const { start: rowStart, items } = this.#outgoing;
    const longest = known?.length ?? Number.POSITIVE_INFINITY;
    const queue = [start];
    let end = -1;
    this.#depth[start] = 0;
    for (let head = 0; head < queue.length && end === -1; head++) {
      const vertex = queue[head] as number;
      const depth = (this.#depth[vertex] as number) + 1;
      if (depth >= longest) break;
      for (let i = rowStart[vertex] as number; i < (rowStart[vertex + 1] as number); i++) {
        const next = this.#target[items[i] as number] as number;
        if (next === start) {
          end = vertex;
          break;
        }
        if (this.#before[next] !== -1 || this.#component[next] !== this.#component[start]) continue;
        this.#before[next] = vertex;
        this.#depth[next] = depth;
        queue.push(next);
      }
    }
    const cycle = end === -1 ? known : this.#pathTo(end, start);
    for (const vertex of queue) this.#before[vertex] = -1;
    return cycle;
  }

  #pathTo(end: number, start: number): number[] {
    const path: number[] = [];
    for (let at = end; at !== start; at = this.#before[at] as number) path.push(at);
    path.push(start);
    return path.reverse();
  }
}

function fromSmallest(cycle: number[]): number[] {
  const smallest = cycle.reduce((least, vertex) => Math.min(least, vertex));
  const at = cycle.indexOf(smallest);
  return [...cycle.slice(at), ...cycle.slice(0, at)];
}
