import { type Rows, rowsBy } from '../graph/rows.js';
import { topologicalOrder } from '../graph/topological-order.js';
import type { Workflow } from './workflow.js';

/**
 * The shape of a workflow: its nodes by number of declaration, and its plain connections as edges between them.
 * Connections that name an unknown node are no edges; back edges of loops stand apart.
 */
export interface Topology {
  readonly nodes: number;
  /** The first node declared under each id. */
  readonly indexOf: ReadonlyMap<string, number>;
  /** The connection of each edge, as an index into `workflow.connections`. */
  readonly connection: Int32Array;
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly outgoing: Rows;
  readonly incoming: Rows;
  /** The nodes along the edges, earliest declared first; shorter than `nodes` when plain edges close a cycle. */
  readonly order: Int32Array;
}

/** Computes the topology of a workflow. O(nodes + connections); a runtime does it once for each workflow. */
export function topologyOf(workflow: Workflow): Topology {
  const indexOf = new Map<string, number>();
  workflow.nodes.forEach(({ id }, index) => {
    if (!indexOf.has(id)) indexOf.set(id, index);
  });
  const all = workflow.connections.length;
  const connection = new Int32Array(all);
  const source = new Int32Array(all);
  const target = new Int32Array(all);
  let edges = 0;
  workflow.connections.forEach(({ from, to }, index) => {
    const start = indexOf.get(from);
    const end = indexOf.get(to);
    if (start === undefined || end === undefined) return;
    connection[edges] = index;
    source[edges] = start;
    target[edges] = end;
    edges++;
  });
  const sources = source.subarray(0, edges);
  const targets = target.subarray(0, edges);
  const nodes = workflow.nodes.length;
  return Object.freeze({
    nodes,
    indexOf,
    connection: connection.subarray(0, edges),
    source: sources,
    target: targets,
    outgoing: rowsBy(sources, nodes),
    incoming: rowsBy(targets, nodes),
    order: topologicalOrder(nodes, sources, targets),
  });
}
