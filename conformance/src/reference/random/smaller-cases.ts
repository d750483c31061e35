import {
  type Case,
  type CaseEdge,
  type CaseGraph,
  type CaseLoop,
  type CaseNode,
  isObject,
  type Json,
  type JsonObject,
} from '../../case.js';
import { isList } from '../values.js';
import { smallerConditions } from './smaller-conditions.js';

/** The cases that lack one part of a case, the largest parts first. */
export function* smallerCases(stated: Case): Generator<Case> {
  yield* smallerGraphs(stated);
  yield* withoutMembers(stated, ['options', 'parameters', 'parametersOf', 'workflows']);
  const { executions = [], workflows = {} } = stated;
  for (const { parameters = {} } of executions) {
    const { executions: _executions, ...other } = stated;
    yield { ...other, parameters };
  }
  for (const name of ['options', 'parameters', 'parametersOf'] as const) {
    const value = stated[name] as Json | undefined;
    for (const smaller of smallerValues(value ?? null)) yield { ...stated, [name]: smaller };
  }
  for (const [name, inner] of Object.entries(workflows)) {
    const { [name]: _inner, ...others } = workflows;
    yield { ...stated, workflows: others };
    for (const graph of smallerGraphs(inner)) {
      yield { ...stated, workflows: { ...workflows, [name]: graph } };
    }
  }
}

function* smallerGraphs<G extends CaseGraph>(graph: G): Generator<G> {
  const { nodes, connections, loops = [], inputs = [] } = graph;
  for (const { id } of nodes) yield withoutNode(graph, id);
  for (const { id } of nodes) yield* bridged(graph, id);
  for (const rest of withoutOne(connections)) yield { ...graph, connections: rest };
  for (const rest of withoutOne(loops)) yield withLoops(graph, rest);
  for (const rest of withoutOne(inputs)) yield { ...graph, inputs: rest };
  for (const [i, loop] of loops.entries()) {
    for (const smaller of smallerLoops(loop)) yield withLoops(graph, loops.with(i, smaller));
  }
  for (const [i, node] of nodes.entries()) {
    for (const smaller of smallerNodes(node)) yield { ...graph, nodes: nodes.with(i, smaller) };
  }
  for (const [i, input] of inputs.entries()) {
    for (const smaller of withoutMembers(input, ['default', 'required'])) {
      yield { ...graph, inputs: inputs.with(i, smaller) };
    }
  }
}

/** A workflow without a node, and without everything that names it. */
function withoutNode<G extends CaseGraph>(graph: G, id: string): G {
  const { nodes, connections, loops, inputs } = graph;
  const isLeft = ({ from, to }: { readonly from: string; readonly to: string }) =>
    from !== id && to !== id;
  const left = (loops ?? [])
    .map((loop) => ({ ...loop, back: loop.back.filter(isLeft) }))
    .filter(({ back }) => back.length > 0);
  const outputs = (graph as { readonly outputs?: readonly { readonly from: string }[] }).outputs;
  return withLoops(
    {
      ...graph,
      nodes: nodes.filter((node) => node.id !== id),
      connections: connections.filter(isLeft),
      ...(outputs && { outputs: outputs.filter(({ from }) => from !== id) }),
      ...(inputs && {
        inputs: inputs.map((input) => ({
          ...input,
          to: input.to.filter(({ node }) => node !== id),
        })),
      }),
    },
    left,
  );
}

/** A workflow without a node, in which the edges behind it start where its first edge does. */
function* bridged<G extends CaseGraph>(graph: G, id: string): Generator<G> {
  const { connections, loops = [] } = graph;
  const source = connections.find(({ from, to }) => to === id && from !== id);
  if (source === undefined) return;
  const { from, output } = source;
  const bridge = <E extends CaseEdge>(edge: E): E =>
    edge.from === id ? { ...edge, from, output } : edge;
  yield withoutNode(
    withLoops(
      { ...graph, connections: connections.map(bridge) },
      loops.map((loop) => ({ ...loop, back: loop.back.map(bridge) })),
    ),
    id,
  );
}

function withLoops<G extends CaseGraph>(
  { loops: _loops, ...graph }: G,
  loops: readonly CaseLoop[],
): G {
  return { ...graph, ...(loops.length > 0 && { loops }) } as G;
}

function* smallerLoops(loop: CaseLoop): Generator<CaseLoop> {
  for (const back of withoutOne(loop.back)) if (back.length > 0) yield { ...loop, back };
  yield* withoutMembers(loop, ['until', 'while', 'onLimit', 'maxIterations']);
  if ((loop.maxIterations ?? 0) > 2) yield { ...loop, maxIterations: 2 };
  for (const name of ['until', 'while'] as const) {
    for (const text of smallerConditions(loop[name] ?? '')) yield { ...loop, [name]: text };
  }
}

function* smallerNodes(node: CaseNode): Generator<CaseNode> {
  yield* withoutMembers(node, ['config', 'join']);
  for (const config of smallerValues(node.config ?? null)) {
    if (isObject(config)) yield { ...node, config };
  }
}

/** Values that lack a member or an item, at any depth, and simpler ones in place of text and numbers. */
function* smallerValues(value: Json): Generator<Json> {
  if (isList(value)) {
    yield* withoutOne(value);
    for (const [i, item] of value.entries()) {
      for (const smaller of smallerValues(item)) yield value.with(i, smaller);
    }
  } else if (isObject(value)) {
    yield* withoutMembers(value, Object.keys(value));
    for (const [name, member] of Object.entries(value)) {
      for (const smaller of smallerValues(member)) yield { ...value, [name]: smaller };
    }
  } else if (typeof value === 'string') {
    yield* smallerConditions(value);
  } else if (typeof value === 'number' && ![0, 1, 2].includes(value)) {
    yield 1;
    yield Math.trunc(value / 2);
  }
}

function* withoutOne<T>(items: readonly T[]): Generator<readonly T[]> {
  for (const [i] of items.entries()) yield items.toSpliced(i, 1);
}

function* withoutMembers<T extends object>(object: T, names: readonly string[]): Generator<T> {
  for (const name of names) {
    if (!Object.hasOwn(object, name)) continue;
    const others = Object.entries(object as JsonObject).filter(([other]) => other !== name);
    yield Object.fromEntries(others) as T;
  }
}
