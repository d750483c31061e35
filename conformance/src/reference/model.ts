import type { CaseEdge, CaseGraph, CaseLoop, CaseNode, InnerWorkflow } from '../case.js';
import { type InputPort, type Kind, kindOf } from './kinds.js';
import { bodiesOf } from './loop-bodies.js';
import { type Scope, scopesOf } from './scopes.js';
import { ANY } from './types.js';
import { parsePlace } from './values.js';

/** A workflow with its names resolved: there is a node of a known kind for every name, and loops are well formed. */
export interface Model {
  readonly graph: InnerWorkflow;
  readonly nodes: ReadonlyMap<string, Node>;
  /** Plain edges in connection order. */
  readonly edges: readonly Edge[];
  readonly loops: readonly Loop[];
  readonly scope: Scope;
}

export interface Node {
  readonly id: string;
  readonly stated: CaseNode;
  readonly kind: Kind;
  /** Plain edges into it, in connection order. */
  readonly into: readonly Edge[];
  /** The workflow that it runs inside, if it is one of those. */
  readonly inner?: InnerWorkflow;
}

export interface Edge {
  readonly from: string;
  readonly port: string;
  readonly path: readonly (string | number)[];
  readonly to: string;
  readonly input: string;
}

export interface Loop {
  readonly id: string;
  readonly stated: CaseLoop;
  readonly back: readonly Edge[];
  readonly body: ReadonlySet<string>;
}

export type Workflows = Readonly<Record<string, InnerWorkflow>>;

/** Resolves a workflow whose structure has been found to be right. */
export function modelOf(graph: CaseGraph, workflows: Workflows): Model {
  const edges = graph.connections.map(edgeOf);
  const into = new Map<string, Edge[]>(graph.nodes.map(({ id }) => [id, []]));
  for (const edge of edges) into.get(edge.to)?.push(edge);
  const nodes = new Map<string, Node>();
  for (const stated of graph.nodes) {
    const inner = innerOf(stated, workflows);
    const kind = kindOfNode(stated, workflows);
    if (kind === undefined) throw new Error('The structure has not been found to be right.');
    nodes.set(stated.id, {
      id: stated.id,
      stated,
      kind,
      into: into.get(stated.id) ?? [],
      ...(inner && { inner }),
    });
  }
  const loops = (graph.loops ?? []).map((stated) => {
    const back = stated.back.map(edgeOf);
    const [body = new Set<string>()] = bodiesOf(back, edges);
    return { id: stated.id, stated, back, body };
  });
  return { graph, nodes, edges, loops, scope: scopesOf(graph, edges, loops) };
}

export function edgeOf({ from, output, to, input }: CaseEdge): Edge {
  return { from, ...parsePlace(output), to, input };
}

/** The kind of a node: one of the table, or that of a workflow inside. */
export function kindOfNode(node: CaseNode, workflows: Workflows): Kind | undefined {
  const inner = innerOf(node, workflows);
  if (inner === undefined) return kindOf(node);
  const { inputs = [], outputs = [] } = inner;
  return {
    inputs: new Map(
      inputs.map(({ name, default: value, required }): [string, InputPort] => {
        if (value !== undefined) return [name, { default: value }];
        return [name, required === true ? { isRequired: true } : {}];
      }),
    ),
    outputs: new Map(outputs.map(({ name }) => [name, ANY])),
    body: () => {
      throw new Error('A workflow inside is run, and has no body.');
    },
  };
}

export function innerOf({ kind }: CaseNode, workflows: Workflows): InnerWorkflow | undefined {
  const [, name] = /^workflow:(.*)$/s.exec(kind) ?? [];
  if (name === undefined || !Object.hasOwn(workflows, name)) return undefined;
  return workflows[name];
}
