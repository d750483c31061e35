import { type Guards, type NodeDefinition, ownValue, type ResolvedWorkflow } from '@tenon/core';

/** A node that can never run, whatever its switches take. */
export interface NeverRuns {
  readonly node: string;
  /** Two inputs that it requires, and the ports they hang on, of which only one is taken. */
  readonly inputs: readonly [string, string];
  readonly switch: string;
  readonly ports: readonly [string, string];
  /** The nodes that never run because this one does not, in topological order. */
  readonly behind: readonly string[];
}

/**
 * Nodes whose required inputs come from ports of one switch that exclude one another, and the nodes that need them. What
 * is configured, and what a declared input of the workflow may give, is not required of a connection; back edges may give
 * anything. A parameter of a run can still revive such a node: what is found is no error. O(E log E).
 *
 * Guards make a tree ({@link Guards}): two sets of guards exclude one another where the ways to them part at two ports of
 * one switch. The ports of a switch are neighbours in preorder, and so are, of any inputs, two that exclude one another.
 */
export function neverRunning(resolved: ResolvedWorkflow, guards: Guards): readonly NeverRuns[] {
  const { workflow, topology, definitions } = resolved;
  const { order, incoming, source, connection } = topology;
  const { start } = guards.tree.preorder();
  const open = openInputs(resolved);
  /** By node: the finding that keeps it from running, as an index; -1 where nothing does. */
  const keptBy = new Int32Array(topology.nodes).fill(-1);
  const findings: Finding[] = [];
  for (const node of order) {
    if (open.entries.has(node)) continue;
    const edges = incoming.items.subarray(incoming.start[node], incoming.start[node + 1]);
    if (edges.length === 0) continue;
    const kept = keptOf(node, edges);
    if (kept === undefined) continue;
    keptBy[node] = kept;
  }
  return findings.map(({ behind, ...facts }) =>
    Object.freeze({ ...facts, behind: Object.freeze(behind) }),
  );

  function keptOf(node: number, edges: Int32Array): number | undefined {
    const dead = edges.find((edge) => !isAlive(edge));
    const inherited = dead === undefined ? undefined : keptBy[source[dead] as number];
    if (!edges.some(isAlive)) return follow(node, inherited);
    const feeding = byInput(edges);
    const needs: Need[] = [];
    for (const name of open.required(node)) {
      const fed = feeding.get(name);
      if (fed === undefined) continue;
      const living = fed.filter(isAlive);
      if (living.length === 0) return follow(node, inherited);
      const common = living
        .map((edge) => guards.ofEdge[edge] as number)
        .reduce((a, b) => guards.tree.common(a, b));
      needs.push({ input: name, guards: common });
    }
    needs.sort((a, b) => (start[a.guards] as number) - (start[b.guards] as number));
    for (const [at, right] of needs.entries()) {
      const left = needs[at - 1];
      const found = left && exclusion(left, right);
      if (found !== undefined) {
        return findings.push({ node: idOf(node), ...found, behind: [] }) - 1;
      }
    }
    return undefined;
  }

  function follow(node: number, finding: number | undefined): number | undefined {
    if (finding !== undefined) findings[finding]?.behind.push(idOf(node));
    return finding;
  }

  function exclusion(a: Need, b: Need): Exclusion | undefined {
    const parting = guards.tree.parting(a.guards, b.guards);
    const left = parting && guards.pairs[parting[0]];
    const right = parting && guards.pairs[parting[1]];
    if (left === undefined || right === undefined || left.node !== right.node) return undefined;
    const routes = definitions[left.node]?.routes;
    if (routes === undefined || routes.multiple) return undefined;
    return {
      inputs: [a.input, b.input],
      switch: idOf(left.node),
      ports: [left.port, right.port],
    };
  }

  function isAlive(edge: number): boolean {
    return (keptBy[source[edge] as number] as number) < 0;
  }

  function byInput(edges: Int32Array): ReadonlyMap<string, readonly number[]> {
    const fed = new Map<string, number[]>();
    for (const edge of edges) {
      const input = workflow.connections[connection[edge] as number]?.input ?? '';
      const others = fed.get(input);
      if (others === undefined) fed.set(input, [edge]);
      else others.push(edge);
    }
    return fed;
  }

  function idOf(node: number): string {
    return workflow.nodes[node]?.id ?? '';
  }
}

interface Need {
  readonly input: string;
  readonly guards: number;
}

type Exclusion = Pick<NeverRuns, 'inputs' | 'switch' | 'ports'>;
type Finding = Exclusion & { readonly node: string; readonly behind: string[] };

/** Which inputs nothing but connections can supply, and which nodes a back edge enters. */
function openInputs({ workflow, definitions, topology }: ResolvedWorkflow): {
  required(node: number): readonly string[];
  readonly entries: ReadonlySet<number>;
} {
  const entries = new Set<number>();
  for (const { back } of workflow.loops) {
    for (const { to } of back) entries.add(topology.indexOf.get(to) ?? -1);
  }
  const declared = new Map<string, Set<string>>();
  for (const { to } of workflow.inputs) {
    for (const { node, input } of to) {
      declared.set(node, (declared.get(node) ?? new Set()).add(input));
    }
  }
  const byDefinition = new Map<NodeDefinition, readonly string[]>();
  return {
    entries,
    required(node) {
      const definition = definitions[node];
      if (definition === undefined) return [];
      let required = byDefinition.get(definition);
      if (required === undefined) {
        required = [...definition.inputs]
          .filter(([, { presence }]) => presence === 'required')
          .map(([name]) => name);
        byDefinition.set(definition, required);
      }
      const { id, config } = workflow.nodes[node] ?? { id: '', config: {} };
      return required.filter(
        (name) =>
          ownValue(Object(config) as object, name) === undefined &&
          declared.get(id)?.has(name) !== true,
      );
    },
  };
}
