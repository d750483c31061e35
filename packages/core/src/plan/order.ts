import { RuntimeError } from '../errors/runtime-error.js';
import { topologicalOrder } from '../graph/topological-order.js';
import type { Topology } from '../workflow/topology.js';
import type { RegionFact } from './draft.js';

/** The regions of a plan as a forest, by number; outer regions come before inner ones. */
export interface RegionForest {
  readonly facts: readonly RegionFact[];
  /** The region around each region, or -1. */
  readonly parent: Int32Array;
  readonly depth: Int32Array;
  /** The innermost region of each node (by number of declaration), or -1. */
  readonly regionOf: Int32Array;
}

/** Plan order: nodes by number of declaration, and the units of each region and of the root, in that order. */
export interface PlanOrder {
  readonly nodes: Int32Array;
  /** Units directly inside each region (last: the root); nodes by number of declaration, regions as `nodes + region`. */
  readonly units: readonly number[][];
}

/** Nests the regions by size of their bodies. Throws PLAN_INVALID where two overlap without nesting or a node is unknown. */
export function nestRegions(facts: readonly RegionFact[], topology: Topology): RegionForest {
  const sorted = facts
    .map((fact) => ({ fact, body: new Set(fact.body.map((id) => numberOf(id, fact, topology))) }))
    .sort((a, b) => b.body.size - a.body.size);
  const parent = new Int32Array(sorted.length).fill(-1);
  const depth = new Int32Array(sorted.length);
  const regionOf = new Int32Array(topology.nodes).fill(-1);
  sorted.forEach(({ fact, body }, region) => {
    const around = new Set<number>();
    for (const node of body) around.add(regionOf[node] as number);
    const [outer = -1, ...others] = around;
    if (others.length > 0 || body.size === 0) throw overlapping(fact);
    if (outer !== -1 && sorted[outer]?.body.size === body.size) throw overlapping(fact);
    parent[region] = outer;
    depth[region] = outer === -1 ? 0 : (depth[outer] as number) + 1;
    for (const node of body) regionOf[node] = region;
  });
  return { facts: sorted.map(({ fact }) => fact), parent, depth, regionOf };
}

/**
 * Plan order: again and again the earliest declared unit all of whose predecessors are taken, a region counting by its
 * earliest declared node; inside a region the same. Throws PLAN_INVALID when a region makes a cycle of what was none.
 */
export function planOrder(topology: Topology, forest: RegionForest): PlanOrder {
  if (forest.facts.length === 0) {
    return { nodes: topology.order, units: [Array.from(topology.order)] };
  }
  const levels = new Levels(topology, forest);
  const units = levels.ordered();
  const nodes = new Int32Array(topology.nodes);
  let at = 0;
  const root = units[forest.facts.length] ?? [];
  const pending: { list: number[]; next: number }[] = [{ list: root, next: 0 }];
  for (let top = pending.at(-1); top !== undefined; top = pending.at(-1)) {
    const unit = top.list[top.next++];
    if (unit === undefined) pending.pop();
    else if (unit < topology.nodes) nodes[at++] = unit;
    else pending.push({ list: units[unit - topology.nodes] ?? [], next: 0 });
  }
  return { nodes, units };
}

/** The unit of a node as seen from a region around it (-1: the root): the node itself, or the region it is in there. */
export function unitAt(node: number, level: number, nodes: number, forest: RegionForest): number {
  let unit = node;
  for (
    let region = forest.regionOf[node] as number;
    region !== level;
    region = forest.parent[region] as number
  ) {
    unit = nodes + region;
  }
  return unit;
}

/** The innermost region that holds both nodes, or -1. */
export function commonRegion(a: number, b: number, forest: RegionForest): number {
  let left = forest.regionOf[a] as number;
  let right = forest.regionOf[b] as number;
  while (left !== right) {
    if (left === -1 || right === -1) return -1;
    const deeper = (forest.depth[left] as number) >= (forest.depth[right] as number);
    if (deeper) left = forest.parent[left] as number;
    else right = forest.parent[right] as number;
  }
  return left;
}

/** The graph of units inside each region, put in order level by level. */
class Levels {
  readonly #topology: Topology;
  readonly #forest: RegionForest;
  readonly #members: number[][];

  constructor(topology: Topology, forest: RegionForest) {
    this.#topology = topology;
    this.#forest = forest;
    const root = forest.facts.length;
    this.#members = Array.from({ length: root + 1 }, () => []);
    for (let node = 0; node < topology.nodes; node++) {
      const region = forest.regionOf[node] as number;
      this.#members[region === -1 ? root : region]?.push(node);
    }
    forest.parent.forEach((outer, region) => {
      this.#members[outer === -1 ? root : outer]?.push(topology.nodes + region);
    });
  }

  ordered(): number[][] {
    const { nodes, source, target } = this.#topology;
    const root = this.#forest.facts.length;
    const first = this.#earliest();
    const rank = new Int32Array(nodes + root);
    const lists = this.#members.map((members) =>
      members.sort((a, b) => (first[a] as number) - (first[b] as number)),
    );
    for (const list of lists) list.forEach((unit, i) => (rank[unit] = i));
    const from: number[][] = lists.map(() => []);
    const to: number[][] = lists.map(() => []);
    for (let edge = 0; edge < source.length; edge++) {
      const a = source[edge] as number;
      const b = target[edge] as number;
      const level = commonRegion(a, b, this.#forest);
      const slot = level === -1 ? root : level;
      from[slot]?.push(rank[unitAt(a, level, nodes, this.#forest)] as number);
      to[slot]?.push(rank[unitAt(b, level, nodes, this.#forest)] as number);
    }
    return lists.map((list, level) => {
      const order = topologicalOrder(
        list.length,
        Int32Array.from(from[level] ?? []),
        Int32Array.from(to[level] ?? []),
      );
      if (order.length < list.length) throw tangled(this.#forest.facts[level]?.id);
      return Array.from(order, (at) => list[at] as number);
    });
  }

  /** The earliest declared node of each unit. */
  #earliest(): Int32Array {
    const { nodes } = this.#topology;
    const first = new Int32Array(nodes + this.#forest.facts.length).fill(nodes);
    for (let node = 0; node < nodes; node++) {
      first[node] = node;
      const region = this.#forest.regionOf[node] as number;
      if (region !== -1) first[nodes + region] = Math.min(first[nodes + region] as number, node);
    }
    for (let region = this.#forest.facts.length - 1; region >= 0; region--) {
      const outer = this.#forest.parent[region] as number;
      if (outer === -1) continue;
      first[nodes + outer] = Math.min(
        first[nodes + outer] as number,
        first[nodes + region] as number,
      );
    }
    return first;
  }
}

function numberOf(id: string, fact: RegionFact, topology: Topology): number {
  const index = topology.indexOf.get(id);
  if (index !== undefined) return index;
  throw new RuntimeError(
    'PLAN_INVALID',
    `The region "${fact.id}" names a node "${id}" that the workflow does not have.`,
    { where: { loop: fact.id, node: id } },
  );
}

function overlapping(fact: RegionFact): RuntimeError {
  return new RuntimeError(
    'PLAN_INVALID',
    `The region "${fact.id}" is empty, or shares nodes with another region without lying inside it.`,
    { hint: 'Regions nest properly or share nothing.', where: { loop: fact.id } },
  );
}

function tangled(id: string | undefined): RuntimeError {
  return new RuntimeError(
    'PLAN_INVALID',
    'The regions of the plan cannot be put in order: a path leaves a region and enters it again.',
    {
      hint: 'A region holds every node on a path between two of its nodes.',
      where: id === undefined ? {} : { loop: id },
    },
  );
}
