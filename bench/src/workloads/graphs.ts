import { node } from './node.js';
import { generator } from './random.js';
import type { GraphNode } from './workload.js';

/** Each node has the one before it for its parent. */
export function chain(size: number): GraphNode[] {
  return Array.from({ length: size }, (_, i) => node(i, i === 0 ? [] : [i - 1]));
}

/** One node, `width` nodes behind it, and one that takes the values of them all. */
export function fan(width: number): GraphNode[] {
  const middle = Array.from({ length: width }, (_, i) => node(i + 1, [0]));
  const all = middle.map((_, i) => i + 1);
  return [node(0, []), ...middle, node(width + 1, all)];
}

/** Each node has three parents in the layer before it. */
export function layers(depth: number, width: number): GraphNode[] {
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

/** The same, of nodes that wait. */
export function timers(depth: number, width: number, delayMs: number): GraphNode[] {
  return layers(depth, width).map((each) => ({ ...each, isAsync: true, delayMs }));
}

/** Each node has one or three parents among the thousand before it; the same graph every time. */
export function random(size: number): GraphNode[] {
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
