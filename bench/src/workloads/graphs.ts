import { BODIES } from './bodies.js';
import type { GraphNode, GraphWorkload } from './workload.js';

/** Whether a node is asynchronous, by its index. */
type Mix = (index: number) => boolean;

const COUNT = BODIES.one.length;
/** Of a mixed graph, one node in ten waits. */
const MIXES: Readonly<Record<'synchronous' | 'asynchronous' | 'mixed', Mix>> = {
  synchronous: () => false,
  asynchronous: () => true,
  mixed: (index) => index % 10 === 5,
};

/** Every graph that is measured, with synchronous bodies and, where it says so, asynchronous and mixed ones. */
export function graphWorkloads(): GraphWorkload[] {
  return [
    ...inEachMix('chain of 100', () => chain(100)),
    ...inEachMix('chain of 1,000', () => chain(1000)),
    ...inEachMix('fan-out 1 to 1,000 to 1', () => fan(1000)),
    ...inEachMix('layers 10 x 100', () => layers(10, 100)),
    of('chain of 10,000', chain(10_000)),
    of('random graph of 100,000', random(100_000)),
    { ...of('1,000 runs of 10 nodes at once', chain(10)), concurrentRuns: 1000 },
    of('10 layers of 8 timers of 5 ms', timers(10, 8, 5)),
  ];
}

function inEachMix(name: string, make: () => GraphNode[]): GraphWorkload[] {
  return Object.entries(MIXES).map(([mix, isAsync]) =>
    of(
      mix === 'synchronous' ? name : `${name}, ${mix}`,
      make().map((each, index) => ({ ...each, isAsync: isAsync(index) })),
    ),
  );
}

function of(name: string, nodes: readonly GraphNode[]): GraphWorkload {
  return { kind: 'graph', name, nodes, concurrentRuns: 1 };
}

function node(index: number, parents: readonly number[]): GraphNode {
  const arity = parents.length <= 1 ? 'one' : parents.length === 3 ? 'three' : 'many';
  return { arity, body: index % COUNT, parents, isAsync: false, delayMs: 0 };
}

function chain(size: number): GraphNode[] {
  return Array.from({ length: size }, (_, i) => node(i, i === 0 ? [] : [i - 1]));
}

function fan(width: number): GraphNode[] {
  const middle = Array.from({ length: width }, (_, i) => node(i + 1, [0]));
  const all = middle.map((_, i) => i + 1);
  return [node(0, []), ...middle, node(width + 1, all)];
}

function layers(depth: number, width: number): GraphNode[] {
  return Array.from({ length: depth * width }, (_, index) => {
    const layer = Math.floor(index / width);
    const column = index % width;
    if (layer === 0) return node(index, []);
    const before = (layer - 1) * width;
    return node(
      index,
      [0, 1, 2].map((shift) => before + ((column + shift) % width)),
    );
  });
}

function timers(depth: number, width: number, delayMs: number): GraphNode[] {
  return layers(depth, width).map((each) => ({ ...each, isAsync: true, delayMs }));
}

/** Each node has one or three parents among the thousand before it; the same graph every time. */
function random(size: number): GraphNode[] {
  const pick = generator(1);
  return Array.from({ length: size }, (_, index) => {
    if (index < 3) return node(index, []);
    const reach = Math.min(index, 1000);
    const first = index - 1 - (pick() % reach);
    if (pick() % 2 === 0) return node(index, [first]);
    const parents = new Set([first]);
    for (let at = index - 1; parents.size < 3; at--) {
      if (pick() % 3 === 0 || at <= 3) parents.add(at < 0 ? parents.size : at);
    }
    return node(index, [...parents]);
  });
}

/** Numbers from a seed: Lehmer's generator with the multiplier of Park and Miller (1988). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
}
