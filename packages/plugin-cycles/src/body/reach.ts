import type { Rows, Topology } from '@tenon/core';

/** A part of the topological order, by rank, both ends included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Walks a topology along its edges, within a span of the topological order. */
export class Reach {
  readonly #topology: Topology;
  readonly #rank: Int32Array;
  /** Whether plain edges close a cycle: there is then no order to keep within. */
  readonly #isCyclic: boolean;
  readonly #seen: Int32Array;
  #walk = 0;

  constructor(topology: Topology) {
    this.#topology = topology;
    this.#isCyclic = topology.order.length < topology.nodes;
    this.#rank = new Int32Array(topology.nodes);
    topology.order.forEach((node, rank) => (this.#rank[node] = rank));
    this.#seen = new Int32Array(topology.nodes);
  }

  /** The span in which every path from one of the nodes to another lies. */
  spanOf(nodes: readonly number[]): Span {
    if (this.#isCyclic) return { from: 0, to: this.#topology.nodes };
    let from = this.#topology.nodes;
    let to = -1;
    for (const node of nodes) {
      from = Math.min(from, this.#rank[node] as number);
      to = Math.max(to, this.#rank[node] as number);
    }
    return { from, to };
  }

  /** The nodes that paths lead to from some, these included. Breadth-first; linear in what is walked. */
  after(nodes: readonly number[], span: Span): Set<number> {
    return this.#reached(nodes, this.#topology.outgoing, this.#topology.target, span);
  }

  /** The nodes from which paths lead to some, these included. */
  before(nodes: readonly number[], span: Span): Set<number> {
    return this.#reached(nodes, this.#topology.incoming, this.#topology.source, span);
  }

  #reached(nodes: readonly number[], rows: Rows, ends: Int32Array, span: Span): Set<number> {
    this.#walk++;
    const found = new Set<number>();
    const visit = (node: number) => {
      if (this.#seen[node] === this.#walk) return;
      this.#seen[node] = this.#walk;
      if (!this.#isWithin(node, span)) return;
      found.add(node);
    };
    for (const node of nodes) visit(node);
    // A set that grows while it is walked: those added are come to as well.
    for (const node of found) {
      const end = rows.start[node + 1] as number;
      for (let i = rows.start[node] as number; i < end; i++) {
        visit(ends[rows.items[i] as number] as number);
      }
    }
    return found;
  }

  #isWithin(node: number, { from, to }: Span): boolean {
    if (this.#isCyclic) return true;
    const rank = this.#rank[node] as number;
    return rank >= from && rank <= to;
  }
}
