import type { CaseEdge, CaseGraph } from '../case.js';
import type { Kind } from './kinds.js';
import { bodiesOf } from './loop-bodies.js';
import { edgeOf, innerOf, kindOfNode, type Loop, type Workflows } from './model.js';
import { isInside } from './scopes.js';
import { parsePlace } from './values.js';

/** The codes of what is wrong with the names of a workflow and of those inside it. */
export function namingProblems(graph: CaseGraph, workflows: Workflows): string[] {
  return everyGraph(graph, workflows, [])
    .map((one) => (one === 'recursive' ? ['SUBWORKFLOW_DEPTH'] : namesOf(one, workflows)))
    .flat();
}

/** A workflow and those inside it; `recursive` where one contains itself. */
function everyGraph(
  graph: CaseGraph,
  workflows: Workflows,
  around: readonly CaseGraph[],
): (CaseGraph | 'recursive')[] {
  if (around.includes(graph)) return ['recursive'];
  const inner = graph.nodes.flatMap((node) => innerOf(node, workflows) ?? []);
  return [graph, ...inner.flatMap((one) => everyGraph(one, workflows, [...around, graph]))];
}

function namesOf(graph: CaseGraph, workflows: Workflows): string[] {
  const { nodes, connections, loops = [] } = graph;
  const kinds = new Map<string, Kind | undefined>();
  for (const node of nodes) {
    if (!kinds.has(node.id)) kinds.set(node.id, kindOfNode(node, workflows));
  }
  const edges = [...connections, ...loops.flatMap(({ back }) => back)];
  return [
    ...(kinds.size < nodes.length ? ['DUPLICATE_NODE'] : []),
    ...(nodes.some(({ id }) => id === '' || /\p{Surrogate}/u.test(id)) ? ['ID_INVALID'] : []),
    ...(nodes.some((node) => kindOfNode(node, workflows) === undefined) ? ['UNKNOWN_KIND'] : []),
    ...(edges.some(({ from, to }) => !kinds.has(from) || !kinds.has(to)) ? ['UNKNOWN_NODE'] : []),
    ...(edges.some((edge) => isOffPort(edge, kinds)) ? ['UNKNOWN_PORT'] : []),
  ];
}

/** Whether an edge leaves or enters a known node by a port that it does not declare. */
function isOffPort(edge: CaseEdge, kinds: ReadonlyMap<string, Kind | undefined>): boolean {
  const source = kinds.get(edge.from);
  const target = kinds.get(edge.to);
  return (
    source?.outputs.has(parsePlace(edge.output).port) === false ||
    target?.inputs.has(edge.input) === false
  );
}

/** The codes of what is wrong with the cycles of a workflow whose names are right. */
export function cycleProblems({ nodes, connections, loops = [] }: CaseGraph): string[] {
  const plain = connections.map(edgeOf);
  const problems: string[] = [];
  const bodies: Pick<Loop, 'body'>[] = [];
  for (const { back, maxIterations, until, while: during } of loops) {
    const edges = back.map(edgeOf);
    const found = bodiesOf(edges, plain);
    const isClosing = edges.every(({ from, to }) =>
      found.some((body) => body.has(from) && body.has(to)),
    );
    if (!isClosing) problems.push('BACK_EDGE_WITHOUT_CYCLE');
    if (found.length > 1) problems.push('LOOP_INVALID');
    if (maxIterations !== undefined && maxIterations < 1) problems.push('LOOP_INVALID');
    if (until !== undefined && during !== undefined) problems.push('LOOP_INVALID');
    bodies.push({ body: found[0] ?? new Set() });
  }
  if (
    hasCycle(
      nodes.map(({ id }) => id),
      plain,
    )
  )
    problems.push('UNDECLARED_CYCLE');
  const isOverlapping = bodies.some((one, i) =>
    bodies.slice(i + 1).some((other) => areOverlapping(one, other)),
  );
  if (isOverlapping) problems.push('LOOPS_OVERLAP');
  return problems;
}

function areOverlapping(one: Pick<Loop, 'body'>, other: Pick<Loop, 'body'>): boolean {
  const isShared = [...one.body].some((id) => other.body.has(id));
  return isShared && !isInside(one, other) && !isInside(other, one);
}

/** Whether taking away nodes without edges into them, again and again, leaves something (Kahn 1962). */
function hasCycle(
  ids: readonly string[],
  edges: readonly { readonly from: string; readonly to: string }[],
): boolean {
  const waitsFor = new Map(ids.map((id) => [id, 0]));
  const next = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const { from, to } of edges) {
    waitsFor.set(to, (waitsFor.get(to) ?? 0) + 1);
    next.get(from)?.push(to);
  }
  const free = ids.filter((id) => waitsFor.get(id) === 0);
  for (const id of free) {
    for (const to of next.get(id) ?? []) {
      const left = (waitsFor.get(to) ?? 0) - 1;
      waitsFor.set(to, left);
      if (left === 0) free.push(to);
    }
  }
  return free.length < ids.length;
}
