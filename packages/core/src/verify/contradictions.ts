import { strongComponents } from '../graph/strong-components.js';
import { ownValue } from '../values/data.js';
import type { Connection } from '../workflow/connection.js';
import type { ResolvedWorkflow } from '../workflow/resolve.js';
import { type Guards, guardsOf } from './guards.js';

/** A node that needs both of two things of which there is never more than one. */
export interface Contradiction {
  /** The node, by number of declaration. */
  readonly node: number;
  /** Two of its required inputs. */
  readonly inputs: readonly [string, string];
  /** The node that routes the one or the other way. */
  readonly routedBy: number;
}

/**
 * Nodes that no connection can ever start: two of their required inputs are fed through different ports of one node that
 * takes one port at a time. What is configured counts as given, as does what a declared input of the workflow feeds; only
 * a parameter of a run can then still start such a node. One finding for each node.
 *
 * The guards of an input are what all its connections have in common; the pairs of one switch are neighbours among the
 * children of a guard, so that in preorder it is enough to compare neighbours. O(E log E), and nothing where no node
 * routes.
 */
export function contradictionsOf(resolved: ResolvedWorkflow): readonly Contradiction[] {
  const { workflow, definitions, topology } = resolved;
  if (!definitions.some((definition) => definition?.routes !== undefined)) return [];
  const guards = guardsOf(resolved);
  const { start } = guards.tree.preorder();
  const given = givenInputs(resolved);
  const leavesLoop = loopBoundary(resolved);
  const found: Contradiction[] = [];
  for (let node = 0; node < topology.nodes; node++) {
    const ports = definitions[node]?.inputs;
    if (ports === undefined) continue;
    const config = Object(workflow.nodes[node]?.config) as object;
    const guarded = [...guardedInputs(resolved, guards, node)]
      .filter(([input]) => ports.get(input)?.presence === 'required')
      .filter(([input]) => ownValue(config, input) === undefined && !given(node, input))
      .filter(([, guard]) => guard > guards.tree.root)
      .sort(([, a], [, b]) => (start[a] as number) - (start[b] as number));
    for (let i = 1; i < guarded.length; i++) {
      const [one, a] = guarded[i - 1] as Guarded;
      const [other, b] = guarded[i] as Guarded;
      const routedBy = exclusivelyRoutedBy(resolved, guards, a, b);
      if (routedBy === undefined || leavesLoop(routedBy, node)) continue;
      found.push({ node, inputs: [one, other], routedBy });
      break;
    }
  }
  return found;
}

type Guarded = readonly [input: string, guard: number];

/** What the connections into each input of a node have in common; an input with a back edge needs none of them. */
function guardedInputs(
  { workflow, topology }: ResolvedWorkflow,
  { tree, ofEdge }: Guards,
  node: number,
): Map<string, number> {
  const common = new Map<string, number>();
  const { incoming, connection } = topology;
  for (let i = incoming.start[node] as number; i < (incoming.start[node + 1] as number); i++) {
    const edge = incoming.items[i] as number;
    const { input } = workflow.connections[connection[edge] as number] as Connection;
    const guard = ofEdge[edge] as number;
    const known = common.get(input);
    if (guard < 0 || known === -1) common.set(input, -1);
    else common.set(input, known === undefined ? guard : tree.common(known, guard));
  }
  return common;
}

/** The node that takes one port at a time and would have to take two for both guards to hold. */
function exclusivelyRoutedBy(
  { definitions }: ResolvedWorkflow,
  { tree, switchOf }: Guards,
  a: number,
  b: number,
): number | undefined {
  const common = tree.common(a, b);
  if (common === a || common === b) return undefined;
  const left = switchOf[tree.childTowards(common, a)] as number;
  const right = switchOf[tree.childTowards(common, b)] as number;
  const routes = definitions[left]?.routes;
  return left === right && routes !== undefined && !routes.multiple ? left : undefined;
}

/** Whether a declared input of the workflow, or a back edge, may feed an input. */
function givenInputs({ workflow, topology }: ResolvedWorkflow) {
  const fed = new Map<number, Set<string>>();
  const add = (id: string, input: string) => {
    const node = topology.indexOf.get(id);
    if (node === undefined) return;
    const inputs = fed.get(node);
    if (inputs === undefined) fed.set(node, new Set([input]));
    else inputs.add(input);
  };
  for (const { to } of workflow.inputs) for (const { node, input } of to) add(node, input);
  for (const { back } of workflow.loops) for (const { to, input } of back) add(to, input);
  return (node: number, input: string) => fed.get(node)?.has(input) === true;
}

/**
 * Whether one node is in a loop that the other is not in. What leaves a loop was taken in any of its iterations, so that
 * ports which exclude one another inside do not outside.
 */
function loopBoundary({ workflow, topology }: ResolvedWorkflow) {
  if (workflow.loops.length === 0) return () => false;
  const source = [...topology.source];
  const target = [...topology.target];
  for (const { from, to } of workflow.loops.flatMap(({ back }) => back)) {
    const start = topology.indexOf.get(from);
    const end = topology.indexOf.get(to);
    if (start === undefined || end === undefined) continue;
    source.push(start);
    target.push(end);
  }
  const { of, count } = strongComponents(
    topology.nodes,
    Int32Array.from(source),
    Int32Array.from(target),
  );
  const size = new Int32Array(count);
  for (const component of of) size[component] = (size[component] as number) + 1;
  return (inside: number, node: number) =>
    (size[of[inside] as number] as number) > 1 && of[inside] !== of[node];
}
