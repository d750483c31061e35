import { node } from './node.js';
import type { GraphNode, LoopSpan } from './workload.js';

/** Loops that stand side by side, each a chain whose last node feeds its first. */
export function loops(
  count: number,
  size: number,
): { readonly nodes: GraphNode[]; readonly loops: LoopSpan[] } {
  const spans = Array.from({ length: count }, (_, at) => ({
    first: at * size,
    last: (at + 1) * size - 1,
  }));
  const nodes = spans.flatMap(({ first, last }) =>
    Array.from({ length: size }, (_, at) =>
      // The first body would add nothing, so that it begins with the second.
      node(first + at, [at === 0 ? last : first + at - 1], { body: (first + at + 1) % 64 }),
    ),
  );
  return { nodes, loops: spans };
}

/**
 * Groups of five in a row: a switch with two nodes on either port, of which the next group takes the last. Four nodes of
 * five hang on a port, and half of those are pruned.
 */
export function switches(groups: number): GraphNode[] {
  return Array.from({ length: groups }, (_, group): GraphNode[] => {
    const at = group * 5;
    const arm = (side: 0 | 1) => ({ arm: { of: at, side } });
    return [
      node(at, group === 0 ? [] : [at - 3, at - 1], { role: 'switch' }),
      node(at + 1, [at], arm(0)),
      node(at + 2, [at + 1], arm(0)),
      node(at + 3, [at], arm(1)),
      node(at + 4, [at + 3], arm(1)),
    ];
  }).flat();
}

/** Groups of five in a row: a branch by a condition that is text, a node on either port, a merge, and one node more. */
export function branches(groups: number): GraphNode[] {
  const grouped = Array.from({ length: groups }, (_, group): GraphNode[] => {
    const at = group * 5;
    return [
      node(at, group === 0 ? [] : [at - 1], { role: 'branch' }),
      node(at + 1, [at], { arm: { of: at, side: 0 } }),
      node(at + 2, [at], { arm: { of: at, side: 1 } }),
      node(at + 3, [at + 1, at + 2], { role: 'merge' }),
      node(at + 4, [at + 3]),
    ];
  });
  return grouped.flat();
}

/** Chains behind one switch, so many of them on the port that it does not take. */
export function pruned(chains: number, length: number, dead: number): GraphNode[] {
  const nodes = [node(0, [], { role: 'switch' })];
  for (let chain = 0; chain < chains; chain++) {
    const first = 1 + chain * length;
    const arm = { of: 0, side: chain < dead ? 1 : 0 } as const;
    for (let at = first; at < first + length; at++) {
      nodes.push(node(at, [at === first ? 0 : at - 1], { arm }));
    }
  }
  return nodes;
}
