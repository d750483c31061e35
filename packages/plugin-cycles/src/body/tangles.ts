import { strongComponents, type Topology } from '@tenon/core';
import type { LoopForest } from './nesting.js';

/**
 * Sets of loops that wait for one another: a loop runs when everything it needs is done, and connections lead from each of
 * them to another and back. Linear in the connections, times the depth of nesting.
 */
export function tanglesOf(
  { parent, loopOf }: LoopForest,
  { nodes, source, target }: Topology,
): number[][] {
  const around = chainsOf(parent);
  const from = new Int32Array(source.length);
  const to = new Int32Array(source.length);
  for (let edge = 0; edge < source.length; edge++) {
    const a = source[edge] as number;
    const b = target[edge] as number;
    const left = around[loopOf[a] as number] ?? [];
    const right = around[loopOf[b] as number] ?? [];
    let depth = 0;
    while (depth < left.length && left[depth] === right[depth]) depth++;
    from[edge] = unit(left[depth], a);
    to[edge] = unit(right[depth], b);
  }
  const { of, count } = strongComponents(nodes + parent.length, from, to);
  const members = Array.from({ length: count }, (): number[] => []);
  for (let loop = 0; loop < parent.length; loop++) {
    members[of[nodes + loop] as number]?.push(loop);
  }
  return members.filter((loops) => loops.length > 1);

  /** What an edge connects where both its ends lie: a node, or the whole loop that it lies in there. */
  function unit(loop: number | undefined, node: number): number {
    return loop === undefined ? node : nodes + loop;
  }
}

/** The loops around each loop, outermost first, itself included. */
function chainsOf(parent: Int32Array): number[][] {
  return Array.from(parent, (_, loop) => {
    const chain: number[] = [];
    for (let at = loop; at !== -1; at = parent[at] as number) chain.unshift(at);
    return chain;
  });
}
