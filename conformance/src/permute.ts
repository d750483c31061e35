import {
  type Case,
  type CaseGraph,
  graphsOf,
  isObject,
  type Json,
  type JsonObject,
  outcomesOf,
} from './case.js';
import { randomFrom, shuffled } from './random.js';

/** Kinds of node that cannot fail, whatever their inputs are. */
const RELIABLE: ReadonlySet<string> = new Set(['const', 'identity', 'params', 'collect', 'sleep']);

/**
 * The same case with its declarations in another order, which depends on the seed alone. The outcome must be the same,
 * so what depends on an order keeps it: connections into one input (a many port collects in connection order), nodes of
 * one id (connections belong to the first), and all nodes where plan order shows in the outcome.
 */
export function permuted(stated: Case, seed: number): Case {
  const random = randomFrom(seed);
  const { workflows, parameters, executions } = stated;
  const mix = (value: Json) => mixed(value, random);
  const isFixed = planOrderShows(stated);
  const permute = <G extends CaseGraph>(graph: G) => permutedGraph(graph, random, isFixed);
  return {
    ...permute(stated),
    ...(workflows && {
      workflows: Object.fromEntries(
        Object.entries(workflows).map(([name, inner]) => [name, permute(inner)]),
      ),
    }),
    ...(parameters !== undefined && { parameters: mix(parameters) }),
    ...(executions && {
      executions: executions.map((execution) =>
        execution.parameters === undefined ? execution : { parameters: mix(execution.parameters) },
      ),
    }),
  };
}

function permutedGraph<G extends CaseGraph>(graph: G, random: () => number, isFixed: boolean): G {
  const { nodes, connections, loops, inputs } = graph;
  return {
    ...graph,
    nodes: (isFixed ? nodes : shuffled(nodes, random, ({ id }) => id)).map((node) =>
      node.config === undefined ? node : { ...node, config: mixedMembers(node.config, random) },
    ),
    connections: shuffled(connections, random, targetOf),
    ...(loops && {
      loops: shuffled(loops, random).map((loop) => ({
        ...loop,
        back: shuffled(loop.back, random, targetOf),
      })),
    }),
    ...(inputs && {
      inputs: inputs.map((input) => ({ ...input, to: shuffled(input.to, random) })),
    }),
  };
}

function targetOf({ to, input }: { readonly to: string; readonly input: string }): string {
  return JSON.stringify([to, input]);
}

/**
 * Whether the outcome shows the plan order, in which ties go by declaration: in which of several failures leads, in
 * which nodes of a loop were visited before it failed, in which edge of `join: any` was the first, and in who sees that
 * a node edits what it shares.
 */
function planOrderShows(stated: Case): boolean {
  const { loops = [], options, workflows } = stated;
  const nodes = graphsOf(stated).flatMap((graph) => graph.nodes);
  if (nodes.some(({ join }) => join === 'any')) return true;
  if (nodes.some(({ kind }) => kind === 'mutate') && options?.isolation !== 'copy') return true;
  const kindOf = new Map(nodes.map(({ id, kind }) => [id, kind]));
  return outcomesOf(stated).some(({ status, outcomes = {}, mayRun = [] }) => {
    if (status !== 'failed') return false;
    // Which of several failures inside a workflow leads is not told apart here.
    if (workflows !== undefined) return true;
    const failed = Object.values(outcomes).filter((outcome) => outcome.status === 'failed');
    const mayFail = mayRun.filter((id) => !RELIABLE.has(kindOf.get(id) ?? ''));
    return loops.length > 0 || failed.length + mayFail.length > 1;
  });
}

/** A value with the members of its objects, at any depth, in another order. Lists keep theirs. */
function mixed(value: Json, random: () => number): Json {
  if (isObject(value)) return mixedMembers(value, random);
  return Array.isArray(value) ? value.map((member: Json) => mixed(member, random)) : value;
}

function mixedMembers(object: JsonObject, random: () => number): JsonObject {
  const members = shuffled(Object.entries(object), random);
  return Object.fromEntries(members.map(([name, value]) => [name, mixed(value, random)]));
}
