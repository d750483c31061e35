import { evaluate, type Verdict } from './evaluator.js';
import type { EdgeSpec, NodeSpec, Scenario } from './scenario.js';
import { Shape } from './shape.js';

/** What a scenario may be said to hold, and how to see that it does. */
type Features = Readonly<Record<string, (seen: Seen) => boolean>>;

interface Seen {
  readonly scenario: Scenario;
  readonly shape: Shape;
  /** What comes of it when one node runs after the other and nobody aborts. */
  readonly verdict: Verdict;
}

/** What every random workflow may hold. */
export const WORKFLOW_FEATURES: Features = {
  'several connections into one input': ({ scenario }) =>
    inputsOf(scenario).some(({ node, input }) => edgesInto(scenario, node, input.name).length > 1),
  'a many port with several connections': ({ scenario }) =>
    inputsOf(scenario).some(
      ({ node, input }) => input.isMany && edgesInto(scenario, node, input.name).length > 1,
    ),
  'an optional input': ({ scenario }) =>
    inputsOf(scenario).some(({ input }) => input.presence === 'optional'),
  'a required input with a connection': ({ scenario }) =>
    inputsOf(scenario).some(
      ({ node, input }) =>
        input.presence === 'required' && edgesInto(scenario, node, input.name).length > 0,
    ),
  'a default': ({ scenario }) =>
    inputsOf(scenario).some(({ input }) => input.presence === 'default'),
  configuration: ({ scenario }) =>
    inputsOf(scenario).some(({ input }) => input.config !== undefined),
  'an addressed parameter': ({ scenario }) =>
    scenario.supplies.some(({ rank, value }) => rank === 'addressed' && value !== undefined),
  'a workflow-level parameter': ({ scenario }) =>
    scenario.supplies.some(({ rank, value }) => rank === 'workflow' && value !== undefined),
  'a path into an output': ({ scenario }) => scenario.edges.some(({ path }) => path.length > 0),
  'an output that is null': ({ scenario }) => scenario.edges.some(({ output }) => output === 'nil'),
  'an output that is undefined': ({ scenario }) =>
    scenario.edges.some(({ output, path }) => output === 'none' || path[0] === 'nowhere'),
  'one output into several inputs': ({ scenario: { edges } }) =>
    edges.some((edge, at) =>
      edges.slice(at + 1).some(({ from, output }) => edge.from === from && edge.output === output),
    ),
  'an exclusive switch': ({ scenario }) =>
    scenario.nodes.some(({ routes }) => routes?.isMultiple === false),
  'a multiple switch': ({ scenario }) => scenario.nodes.some(({ routes }) => routes?.isMultiple),
  'a switch that takes nothing': ({ scenario, verdict }) =>
    scenario.nodes.some(
      ({ id, routes }) => routes !== undefined && verdict.outcomes.get(id)?.taken?.length === 0,
    ),
  'a switch behind a switch': ({ scenario, shape }) =>
    scenario.edges.some((edge) => isGated(shape, edge) && shape.node(edge.to).routes !== undefined),
  'a join of branches': ({ scenario, shape }) =>
    scenario.nodes.some(({ id }) => {
      const gated = scenario.edges.filter((edge) => edge.to === id && isGated(shape, edge));
      return new Set(gated.map(({ from, output }) => JSON.stringify([from, output]))).size > 1;
    }),
  'a node that starts at any edge': ({ scenario }) =>
    scenario.nodes.some(
      ({ id, join }) => join === 'any' && scenario.edges.some(({ to }) => to === id),
    ),
  'a node that throws': ({ scenario }) => scenario.nodes.some((node) => isOdd(node, 'throws')),
  'a node without success': ({ scenario }) =>
    scenario.nodes.some((node) => isOdd(node, 'unsuccessful')),
  'a node that returns no object': ({ scenario }) =>
    scenario.nodes.some((node) => isOdd(node, 'invalid')),
  'synchronous bodies only': ({ scenario }) =>
    scenario.nodes.every(({ timing }) => timing === 'sync'),
  'asynchronous bodies only': ({ scenario }) =>
    scenario.nodes.every(({ timing }) => timing === 'async'),
  'mixed bodies': ({ scenario }) => new Set(scenario.nodes.map(({ timing }) => timing)).size > 1,
  'an abort from inside a node': ({ scenario }) => scenario.abort?.by === 'node',
  'an abort from outside': ({ scenario }) => scenario.abort?.by === 'caller',
  'onError stop': ({ scenario }) => scenario.options.onError === 'stop',
  'onError continue': ({ scenario }) => scenario.options.onError === 'continue',
  'isolation share': ({ scenario }) => scenario.options.isolation === 'share',
  'isolation freeze': ({ scenario }) => scenario.options.isolation === 'freeze',
  'isolation copy': ({ scenario }) => scenario.options.isolation === 'copy',
  'concurrency 1': ({ scenario }) => scenario.options.concurrency === 1,
  'concurrency 2': ({ scenario }) => scenario.options.concurrency === 2,
  'concurrency 3': ({ scenario }) => scenario.options.concurrency === 3,
  'concurrency 4': ({ scenario }) => scenario.options.concurrency === 4,
  'a node skipped because its edges are dead': ({ verdict }) => hasReason(verdict, 'deadEdges'),
  'a node skipped because something failed': ({ verdict }) => hasReason(verdict, 'upstreamFailed'),
};

/** What random workflows with loops may hold beside that. */
export const LOOP_FEATURES: Features = {
  'a counted loop': ({ scenario }) =>
    scenario.loops.some(({ controller }) => controller.kind === 'count'),
  'a loop with a condition': ({ scenario }) =>
    scenario.loops.some(({ controller }) => controller.kind === 'until'),
  'a loop whose condition throws': ({ scenario }) =>
    scenario.loops.some(({ controller }) => controller.kind === 'throws'),
  'a loop that is decided on asynchronously': ({ scenario }) =>
    scenario.loops.some(({ controller }) => controller.isAsync),
  'a loop that fails at its limit': ({ scenario }) =>
    scenario.loops.some(({ controller }) => controller.kind === 'until' && controller.failsAtLimit),
  'a loop that accepts its limit': ({ scenario }) =>
    scenario.loops.some(
      ({ controller }) => controller.kind === 'until' && !controller.failsAtLimit,
    ),
  'a loop that is ended from outside': ({ scenario }) => scenario.cut !== undefined,
  'several back edges': ({ scenario }) => scenario.loops.some(({ back }) => back.length > 1),
  'a loop in a loop': ({ scenario, shape }) =>
    scenario.nodes.some(({ id }) => shape.around(id).length > 1),
  'loops nested three deep': ({ scenario, shape }) =>
    scenario.nodes.some(({ id }) => shape.around(id).length > 2),
  'loops beside each other': ({ scenario, shape }) =>
    [undefined, ...scenario.loops].some((loop) => shape.inner(loop).length > 1),
  'a loop in a branch': ({ scenario, shape }) =>
    scenario.loops.some((loop) => shape.entering(loop).some((edge) => isGated(shape, edge))),
  'a branch in a loop': ({ scenario, shape }) =>
    scenario.loops.some(({ body }) =>
      scenario.edges.some(
        (edge) => isGated(shape, edge) && body.includes(edge.from) && body.includes(edge.to),
      ),
    ),
  'a back edge from a switch': ({ scenario, shape }) =>
    scenario.loops.some(({ back }) => back.some((edge) => isGated(shape, edge))),
  'a back edge beside a connection': ({ scenario }) =>
    scenario.loops.some(({ back }) =>
      back.some(({ to, input }) => edgesInto(scenario, to, input).length > 0),
    ),
  'a loop with several iterations': ({ verdict }) =>
    [...verdict.loops.values()].some(({ iterations }) => iterations > 1),
  'a loop left by a switch': ({ verdict }) => hasEnding(verdict, 'exited'),
  'a loop that converges': ({ verdict }) => hasEnding(verdict, 'converged'),
  'a loop that reaches its count': ({ verdict }) => hasEnding(verdict, 'maxIterations'),
  'a loop that fails': ({ verdict }) => hasEnding(verdict, 'failed'),
};

/** What plain workflows with switches may hold behind a promise. */
export const FLOW_FEATURES: Features = {
  'a switch that answers by a promise': ({ scenario }) =>
    scenario.nodes.some(({ routes, timing }) => routes !== undefined && timing === 'async'),
  'a skip behind a promise': ({ verdict, shape }) =>
    behindPromise({ shape }).some((id) => verdict.outcomes.get(id)?.reason === 'deadEdges'),
  'a node that runs behind dead and live edges': (seen) =>
    behindPromise(seen).some((id) => isOn(seen, id, 'completed', ['live', 'dead'])),
  'a node whose required input is dead, and others are not': (seen) =>
    behindPromise(seen).some((id) => isOn(seen, id, 'skipped', ['live', 'dead'])),
  'a skip behind a skip': ({ scenario, verdict }) =>
    scenario.edges.some(({ from, to }) =>
      [from, to].every((id) => verdict.outcomes.get(id)?.reason === 'deadEdges'),
    ),
  'no failure': ({ verdict }) => verdict.failures.length === 0,
  'a failure': ({ verdict }) => verdict.failures.length > 0,
};

/** What plain loops may hold. */
export const AWAITED_LOOP_FEATURES: Features = {
  'a body whose nodes all answer by promises': ({ scenario }) =>
    bodiesOf(scenario).some((body) => body.every(({ timing }) => timing === 'async')),
  'a body of nodes that answer at once and others that do not': ({ scenario }) =>
    bodiesOf(scenario).some((body) =>
      ['sync', 'async'].every((kind) => body.some(({ timing }) => timing === kind)),
    ),
  'a promise in a loop with several iterations': ({ scenario, verdict }) =>
    scenario.loops.some(
      ({ id, body }) =>
        (verdict.loops.get(id)?.iterations ?? 0) > 1 &&
        scenario.nodes.some(({ id: node, timing }) => body.includes(node) && timing === 'async'),
    ),
  'a promise beside a loop': ({ scenario, shape }) =>
    shape.direct(undefined).some(({ timing }) => timing === 'async') && scenario.loops.length > 0,
  'a loop that is decided on asynchronously': ({ scenario }) =>
    scenario.loops.some(({ controller }) => controller.isAsync),
  'a loop in a loop': ({ scenario, shape }) =>
    scenario.nodes.some(({ id }) => shape.around(id).length > 1),
  'no failure': ({ verdict }) => verdict.failures.length === 0,
};

/** In how many of some scenarios each feature appears, as a share of them. */
export function shares(features: Features, scenarios: readonly Scenario[]): Map<string, number> {
  const counts = new Map(Object.keys(features).map((name) => [name, 0]));
  for (const scenario of scenarios) {
    const seen = { scenario, shape: new Shape(scenario), verdict: evaluate(scenario) };
    for (const [name, holds] of Object.entries(features)) {
      if (holds(seen)) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return new Map(Array.from(counts, ([name, count]) => [name, count / scenarios.length]));
}

function inputsOf({ nodes }: Scenario) {
  return nodes.flatMap((node) => node.inputs.map((input) => ({ node: node.id, input })));
}

function edgesInto({ edges }: Scenario, node: string, input: string): readonly EdgeSpec[] {
  return edges.filter((edge) => edge.to === node && edge.input === input);
}

function isGated(shape: Shape, { from, output }: EdgeSpec): boolean {
  return shape.node(from).routes?.ports.includes(output) === true;
}

function isOdd({ odd }: NodeSpec, kind: NodeSpec['odd']['kind']): boolean {
  return odd.when !== 'never' && odd.kind === kind;
}

function bodiesOf({ loops, nodes }: Scenario): readonly (readonly NodeSpec[])[] {
  return loops.map(({ body }) => nodes.filter(({ id }) => body.includes(id)));
}

/** Nodes behind the first, in plan order, that answers by a promise. */
function behindPromise({ shape }: Pick<Seen, 'shape'>): readonly string[] {
  const order = shape.planOrder();
  const first = order.findIndex((id) => shape.node(id).timing === 'async');
  return first < 0 ? [] : order.slice(first + 1);
}

/** Whether a node came to that, and has edges of all these kinds. */
function isOn(
  { scenario, shape, verdict }: Seen,
  id: string,
  status: string,
  kinds: readonly ('live' | 'dead')[],
): boolean {
  if (verdict.outcomes.get(id)?.status !== status) return false;
  const edges = scenario.edges.filter(({ to }) => to === id);
  const found = edges.map((edge) => {
    const source = verdict.outcomes.get(edge.from);
    if (source?.status !== 'completed') return source?.reason === 'deadEdges' ? 'dead' : 'failed';
    return isGated(shape, edge) && source.taken?.includes(edge.output) !== true ? 'dead' : 'live';
  });
  return kinds.every((kind) => found.includes(kind));
}

function hasReason({ outcomes }: Verdict, reason: string): boolean {
  return [...outcomes.values()].some((outcome) => outcome.reason === reason);
}

function hasEnding({ loops }: Verdict, reason: string): boolean {
  return [...loops.values()].some((loop) => loop.reason === reason);
}
