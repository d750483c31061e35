import type { Node, NodeKind } from '@tenon/core';
import { NodeBench } from './node/bench.js';
import { nodeClaims } from './node/claims.js';
import type { NodeSpecOptions } from './node/options.js';
import { suite } from './runner.js';

/**
 * Tests what holds of every node: its outputs are what it declares, it changes nothing that it is given, keeps nothing
 * between visits, stops when it is told to, and leaves nothing behind. Each claim is a test of its own, in the runner whose
 * `describe` and `it` are global or given. Throws OPTION_INVALID where there is no runner.
 *
 * @example
 * nodeSpec(addBonus, { examples: [{ inputs: { amount: 10 }, outputs: { total: 11 } }] });
 * nodeSpec(kind('filter'), { plugins: [standardNodes()], examples: [{ config: { where: 'value > 1' }, … }] });
 */
export function nodeSpec<I, O, S>(
  node: Node<I, O, S> | NodeKind,
  options: NodeSpecOptions = {},
): void {
  const bench = new NodeBench(node, options);
  suite(`node "${bench.type}"`, options, nodeClaims(bench));
}
