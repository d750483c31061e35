import { rowsBy } from '../graph/rows.js';
import type { Connection } from '../workflow/connection.js';
import type { NodeDefinition } from '../workflow/node.js';
import type { ResolvedWorkflow } from '../workflow/resolve.js';
import { GuardTree } from './guard-tree.js';

/**
 * The guards of edges: the (switch, port) pairs without which an edge is dead. They are those of the edge's source, and
 * its own pair where the port is one that the source routes through; a node's guards are what all its plain incoming
 * edges have in common, and a node with a back edge has none.
 *
 * A set of guards that holds a pair also holds all guards of its switch, so each set is a path from the root of one tree
 * of pairs, and what sets have in common is their lowest common ancestor. Each set is therefore one number, and the
 * whole is O(E log V), without recursion.
 */
export interface Guards {
  readonly tree: GuardTree;
  /** The pair that each vertex of the tree adds to those above it; the root adds none. */
  readonly pairs: readonly (GuardPair | undefined)[];
  /** The guards of each node, by number of declaration; -1 where a cycle of plain edges leaves them open. */
  readonly ofNode: Int32Array;
  /** The guards of each plain edge of the topology; -1 where a cycle of plain edges leaves them open. */
  readonly ofEdge: Int32Array;
  /** The guards of each loop's back edges; -1 as above, and where an end is unknown. */
  readonly ofBackEdge: readonly Int32Array[];
}

/** A switch, by number of declaration, and one of its ports. */
export interface GuardPair {
  readonly node: number;
  readonly port: string;
}

/** Computes the guards of all edges of a workflow. */
export function guardsOf({ workflow, definitions, topology }: ResolvedWorkflow): Guards {
  const { nodes, source, connection, incoming, outgoing, order, indexOf } = topology;
  const back = workflow.loops.flatMap((loop) => loop.back);
  const backSource = Int32Array.from(back, ({ from, to }) =>
    indexOf.has(to) ? (indexOf.get(from) ?? -1) : -1,
  );
  const backOf = rowsBy(backSource, nodes);
  const isEntry = new Uint8Array(nodes);
  for (const { to } of back) {
    const node = indexOf.get(to);
    if (node !== undefined) isEntry[node] = 1;
  }
  const tree = new GuardTree(source.length + back.length);
  const ports = new GuardedPorts();
  const guarding: (GuardPair | undefined)[] = [undefined];
  const ofNode = new Int32Array(nodes).fill(-1);
  const ofEdge = new Int32Array(source.length).fill(-1);
  const ofBack = new Int32Array(back.length).fill(-1);

  for (const node of order) {
    const guards = isEntry[node] === 1 ? tree.root : commonGuards(node);
    ofNode[node] = guards;
    const pairs = new Map<string, number>();
    const guardsBehind = ({ output }: Connection): number => {
      if (!ports.isGuarded(definitions[node], output)) return guards;
      let pair = pairs.get(output);
      if (pair === undefined) {
        pair = tree.add(guards);
        pairs.set(output, pair);
        guarding[pair] = { node, port: output };
      }
      return pair;
    };
    for (let i = outgoing.start[node] as number; i < (outgoing.start[node + 1] as number); i++) {
      const edge = outgoing.items[i] as number;
      const index = connection[edge] as number;
      ofEdge[edge] = guardsBehind(workflow.connections[index] as Connection);
    }
    for (let i = backOf.start[node] as number; i < (backOf.start[node + 1] as number); i++) {
      const edge = backOf.items[i] as number;
      ofBack[edge] = guardsBehind(back[edge] as Connection);
    }
  }
  return { tree, pairs: guarding, ofNode, ofEdge, ofBackEdge: byLoop() };

  function commonGuards(node: number): number {
    let common = -1;
    const end = incoming.start[node + 1] as number;
    for (let i = incoming.start[node] as number; i < end; i++) {
      const guards = ofEdge[incoming.items[i] as number] as number;
      common = common === -1 ? guards : tree.common(common, guards);
    }
    return common === -1 ? tree.root : common;
  }

  function byLoop(): Int32Array[] {
    let at = 0;
    return workflow.loops.map((loop) => {
      const start = at;
      at += loop.back.length;
      return ofBack.subarray(start, at);
    });
  }
}

/**
 * Which ports take part in guards: those a node routes through. A port that is unknown may be one of them; taking it for
 * one keeps a single misspelt name from being reported as a conflict too.
 */
class GuardedPorts {
  readonly #routed = new Map<NodeDefinition, ReadonlySet<string>>();

  isGuarded(definition: NodeDefinition | undefined, port: string): boolean {
    if (definition === undefined || !definition.outputs.has(port)) return true;
    if (definition.routes === undefined) return false;
    let routed = this.#routed.get(definition);
    if (routed === undefined) {
      routed = new Set(definition.routes.ports);
      this.#routed.set(definition, routed);
    }
    return routed.has(port);
  }
}
