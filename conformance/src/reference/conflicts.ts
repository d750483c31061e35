import type { Edge, Model, Node } from './model.js';
import { Undecided } from './undecided.js';

/** The (switch, port) pairs without which something is dead, each written as JSON. */
type Guards = ReadonlySet<string>;

/** Whether two edges into one single-value input are both live for certain. Throws {@link Undecided}. */
export function hasConflict(model: Model): boolean {
  const guards = guardsOf(model);
  const groups = [model.edges, ...model.loops.map(({ back }) => back)];
  return groups.some((edges) =>
    pairs(edges, model).some(([one, other]) => {
      const isCertain = areBothLive(guards(one), guards(other), model);
      checkBoundary(one, other, isCertain, model);
      return isCertain;
    }),
  );
}

/** Pairs of edges into one input that takes a single value. */
function pairs(edges: readonly Edge[], { nodes }: Model): (readonly [Edge, Edge])[] {
  const byInput = new Map<string, Edge[]>();
  for (const edge of edges) {
    if (nodes.get(edge.to)?.kind.inputs.get(edge.input)?.isMany === true) continue;
    const key = JSON.stringify([edge.to, edge.input]);
    const others = byInput.get(key);
    if (others === undefined) byInput.set(key, [edge]);
    else others.push(edge);
  }
  return [...byInput.values()].flatMap((group) =>
    group.flatMap((one, i) => group.slice(i + 1).map((other) => [one, other] as const)),
  );
}

/** Guards of a node are what its plain edges have in common; a node with a back edge has none. */
function guardsOf({ nodes, loops, scope }: Model): (edge: Edge) => Guards {
  const looped = new Set(loops.flatMap(({ back }) => back.map(({ to }) => to)));
  const known = new Map<string, Guards>();
  const ofEdge = ({ from, port }: Edge): Guards => {
    const source = known.get(from) ?? new Set<string>();
    const isRouted = nodes.get(from)?.kind.routes?.ports.has(port) === true;
    return isRouted ? new Set([...source, JSON.stringify([from, port])]) : source;
  };
  for (const { id, into } of nodesInOrder(scope, nodes)) {
    const [first, ...others] = looped.has(id) ? [] : into.map(ofEdge);
    known.set(
      id,
      new Set([...(first ?? [])].filter((guard) => others.every((other) => other.has(guard)))),
    );
  }
  return ofEdge;
}

function* nodesInOrder(scope: Model['scope'], nodes: Model['nodes']): Generator<Node> {
  for (const unit of scope.units) {
    if ('loop' in unit) yield* nodesInOrder(unit.body, nodes);
    else yield nodes.get(unit.node) as Node;
  }
}

function areBothLive(one: Guards, other: Guards, model: Model): boolean {
  return !areExclusive(one, other, model) && (contains(one, other) || contains(other, one));
}

/** Two edges are exclusive when their guards name two ports of one switch that takes one port at a time. */
function areExclusive(one: Guards, other: Guards, { nodes }: Model): boolean {
  const pairOf = (guard: string) => JSON.parse(guard) as [string, string];
  return [...one].map(pairOf).some(([id, port]) => {
    if (nodes.get(id)?.kind.routes?.isMultiple === true) return false;
    return [...other].map(pairOf).some(([same, another]) => same === id && another !== port);
  });
}

function contains(one: Guards, other: Guards): boolean {
  return [...other].every((guard) => one.has(guard));
}

/**
 * "Exclusiveness of branches ends at a loop's boundary" could also mean that edges which leave a loop have no guards
 * at all, so that any two of them would be refused.
 */
function checkBoundary(one: Edge, other: Edge, isCertain: boolean, { loops }: Model): void {
  if (isCertain) return;
  if ([one, other].every((edge) => loops.some(({ body }) => isExit(edge, body)))) {
    throw new Undecided('Whether two edges that leave loops by switches may meet.');
  }
}

function isExit({ from, to }: Edge, body: ReadonlySet<string>): boolean {
  return body.has(from) && !body.has(to);
}
