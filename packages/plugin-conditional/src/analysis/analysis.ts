import type { ConditionFunctions } from '@tenon/conditions';
import { type Guards, guardsOf, type ResolvedWorkflow } from '@tenon/core';
import { type SwitchFacts, switchFactsOf } from '../nodes/switch-facts.js';
import { type Coverage, coverageOf } from './coverage.js';
import { type NeverRuns, neverRunning } from './never-run.js';

/** A node that routes, as a picture of its workflow shows it. */
export interface SwitchView {
  readonly node: string;
  /** The ports of which it takes some. */
  readonly ports: readonly string[];
  readonly multiple: boolean;
  /** The conditions of its ports in the order they are asked, where it is a switch of this package. */
  readonly cases: readonly { readonly port: string; readonly condition: string }[];
  readonly otherwise: string | undefined;
  /** The region that it stands in: the switch and port that it depends on. */
  readonly within: BranchRegion | undefined;
}

/** The nodes that run only when a switch takes a port. */
export interface BranchRegion {
  readonly switch: string;
  readonly port: string;
  /** The region around it, where the switch itself depends on another one. */
  readonly parent: BranchRegion | undefined;
  /** Its nodes without those of regions inside it, in topological order. */
  readonly nodes: readonly string[];
}

/** What is known of the branches of a workflow before it runs. */
export interface BranchAnalysis {
  readonly workflow: string;
  /** In order of declaration. */
  readonly switches: readonly SwitchView[];
  /** Outer regions first. A node that joins branches is in the region around them. */
  readonly regions: readonly BranchRegion[];
  readonly neverRunning: readonly NeverRuns[];
}

/** A switch or partition of this package with what its cases come to. */
export interface CaseAnalysis {
  readonly node: string;
  readonly facts: SwitchFacts;
  readonly coverage: Coverage;
}

const EMPTY: readonly never[] = Object.freeze([]);

/** Analyses the branches of a workflow. One without nodes that route costs a look at each node. O(E log E). */
export function analyseBranches(
  resolved: ResolvedWorkflow,
  functions: ConditionFunctions | undefined,
): BranchAnalysis {
  const { workflow, definitions } = resolved;
  if (!definitions.some((definition) => definition?.routes !== undefined)) {
    return Object.freeze({
      workflow: workflow.name,
      switches: EMPTY,
      regions: EMPTY,
      neverRunning: EMPTY,
    });
  }
  const guards = guardsOf(resolved);
  const { regions, regionOf } = regionsOf(resolved, guards);
  return Object.freeze({
    workflow: workflow.name,
    switches: Object.freeze(switchesOf(resolved, functions, regionOf)),
    regions: Object.freeze(regions),
    neverRunning: Object.freeze(neverRunning(resolved, guards)),
  });
}

/** The cases of all switches and partitions of this package, compared with one another. */
export function* casesOf(
  { workflow, definitions }: ResolvedWorkflow,
  functions: ConditionFunctions | undefined,
): Generator<CaseAnalysis> {
  const known = new Map<SwitchFacts, Coverage>();
  for (const [index, { id }] of workflow.nodes.entries()) {
    const definition = definitions[index];
    const facts = switchFactsOf(definition);
    if (facts === undefined || definition === undefined) continue;
    let coverage = known.get(facts);
    if (coverage === undefined) {
      coverage = coverageOf(facts, definition.inputs, functions);
      known.set(facts, coverage);
    }
    yield { node: id, facts, coverage };
  }
}

function switchesOf(
  { workflow, definitions }: ResolvedWorkflow,
  functions: ConditionFunctions | undefined,
  regionOf: (node: number) => BranchRegion | undefined,
): SwitchView[] {
  const switches: SwitchView[] = [];
  for (const [index, { id }] of workflow.nodes.entries()) {
    const definition = definitions[index];
    const routes = definition?.routes;
    if (routes === undefined) continue;
    const facts = switchFactsOf(definition);
    const cases = (facts?.read(functions) ?? []).map(({ name, condition }) =>
      Object.freeze({ port: name, condition: condition?.text ?? '' }),
    );
    switches.push(
      Object.freeze({
        node: id,
        ports: routes.ports,
        multiple: routes.multiple,
        cases: Object.freeze(cases),
        otherwise: facts?.otherwise,
        within: regionOf(index),
      }),
    );
  }
  return switches;
}

type OpenRegion = BranchRegion & { readonly nodes: string[] };

/** One region for each switch and port that something depends on, and the one that each node stands in. */
function regionsOf(
  { workflow, definitions, topology }: ResolvedWorkflow,
  { tree, pairs, ofNode }: Guards,
): {
  readonly regions: BranchRegion[];
  readonly regionOf: (node: number) => BranchRegion | undefined;
} {
  // A vertex's parent has a lower number, so that one pass knows the regions around each.
  const byVertex: (OpenRegion | undefined)[] = [undefined];
  for (let vertex = 1; vertex < pairs.length; vertex++) {
    const pair = pairs[vertex];
    const parent = byVertex[tree.parentOf(vertex)];
    // What looks like a port of a switch, and is unknown, is a finding of its own.
    const isRouted =
      pair !== undefined && definitions[pair.node]?.routes?.ports.includes(pair.port) === true;
    byVertex[vertex] = isRouted
      ? { switch: workflow.nodes[pair.node]?.id ?? '', port: pair.port, parent, nodes: [] }
      : parent;
  }
  for (const node of topology.order) {
    const vertex = ofNode[node] as number;
    if (vertex > 0) byVertex[vertex]?.nodes.push(workflow.nodes[node]?.id ?? '');
  }
  const regions = [...new Set(byVertex)].filter((region) => region !== undefined);
  for (const region of regions) Object.freeze(Object.freeze(region).nodes);
  return { regions, regionOf: (node) => byVertex[ofNode[node] as number] };
}
