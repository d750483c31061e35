import type { CaseEdge, CaseLoop } from '../../case.js';
import { type Expression, textOf } from '../expression/expression.js';
import type { Draw } from './draw.js';
import { binary, compared, literal, randomTest } from './draw-condition.js';
import { isFit, type Sketch, type SketchedNode } from './sketch.js';

/** A loop that lies over a row of nodes; its depth counts from 1. */
export interface SketchedLoop {
  readonly index: number;
  readonly depth: number;
  /** Back edges that were drawn with its body. */
  readonly back: readonly CaseEdge[];
}

/** Iterations of a loop by its depth, so that three loops inside one another stay short. */
const MOST_ITERATIONS = [8, 5, 3];

/** Closes a loop over its nodes by back edges, and draws when it ends. */
export function closeLoop(sketch: Sketch, { index, depth, back: drawn }: SketchedLoop): CaseLoop {
  const { draw, features } = sketch;
  const body = sketch.nodes.filter(({ within }) => within.includes(index));
  const back = backEdges(sketch, body, drawn);
  const most = MOST_ITERATIONS[depth - 1] ?? 2;
  const isAsked = features.has('conditions') && draw.chance(0.5);
  // A thousand iterations are enough once, and too many inside others.
  const isSingle = depth === 1 && body.every(({ within }) => within.length === 1);
  const condition = isAsked ? textOf(endingTest(sketch, body)) : undefined;
  return {
    id: `loop${String(index)}`,
    back,
    ...(!(isSingle && draw.chance(0.02)) && { maxIterations: draw.between(1, most) }),
    ...(condition !== undefined && { [draw.chance(0.7) ? 'until' : 'while']: condition }),
    ...(draw.chance(isAsked ? 0.6 : 0.1) && { onLimit: draw.from(['accept', 'accept', 'fail']) }),
  };
}

/** One edge from the last node to the first, which closes the loop over all of them, and others beside it. */
function backEdges(
  sketch: Sketch,
  body: readonly SketchedNode[],
  drawn: readonly CaseEdge[],
): CaseEdge[] {
  const { draw } = sketch;
  const [first, last] = [body[0], body.at(-1)];
  if (first === undefined || last === undefined) return [];
  const edges = [backEdge(sketch, last, first), ...drawn];
  const arms = body.filter((node) => isOnBranch(sketch, node));
  while (draw.chance(arms.length > 0 ? 0.5 : 0.25)) {
    const source = arms.length > 0 && draw.chance(0.7) ? draw.from(arms) : draw.from(body);
    const target = draw.between(0, body.indexOf(source));
    edges.push(backEdge(sketch, source, body[target] ?? first));
  }
  const keys = edges.map(({ to, input }) => JSON.stringify([to, input]));
  return draw.chance(0.9) ? edges.filter((_, i) => keys.indexOf(keys[i] ?? '') === i) : edges;
}

/** Whether a node may be skipped in one iteration and run in another. */
function isOnBranch({ sources }: Sketch, { id }: SketchedNode): boolean {
  const own = sources.filter(({ node }) => node === id);
  return own.some(({ guards }) =>
    guards.some((guard) => !guard.startsWith(JSON.stringify([id]).slice(0, -1))),
  );
}

/** Gated ports are taken first: they let a switch leave the loop. */
function backEdge({ draw, sources }: Sketch, source: SketchedNode, target: SketchedNode): CaseEdge {
  const outputs = sources.filter(({ node }) => node === source.id);
  const gated = outputs.filter(({ guards, output }) =>
    guards.includes(JSON.stringify([source.id, output])),
  );
  const some = gated.length > 0 && draw.chance(0.8) ? gated : outputs;
  const pairs = [...target.wants]
    .filter(([input]) => input !== 'values')
    .flatMap(([input, sort]) => some.map((output) => ({ input, sort, output })));
  const fitting = pairs.filter(({ sort, output }) => isFit(output, sort));
  const chosen = [fitting, pairs].find((list) => list.length > 0);
  const [input] = [...target.wants.keys()];
  const { output, input: into } =
    chosen === undefined ? { output: undefined, input } : draw.from(chosen);
  return {
    from: source.id,
    output: output?.output ?? 'value',
    to: target.id,
    input: into ?? 'value',
  };
}

/** A condition over what nodes of the body give, over the iteration, or over the change from one to the next. */
function endingTest({ draw, sources }: Sketch, body: readonly SketchedNode[]): Expression {
  const ids = new Set(body.map(({ id }) => id));
  const inside = sources.filter(
    ({ node, output, sort }) => ids.has(node) && sort === 'number' && isReadable(output),
  );
  const count = compared({ is: 'name', name: 'iteration' }, '>=', draw.between(1, 5));
  if (inside.length === 0 || draw.chance(0.2)) return count;
  const { node, output } = draw.from(inside);
  const value = reading(draw, node, output);
  const test = draw.chance(0.7)
    ? compared(value, draw.from(['>=', '>', '<', '!=']), draw.between(0, 30))
    : randomTest(draw, value, 'number');
  return draw.weighted<() => Expression>([
    [() => guarded(draw, node, test), 6],
    [() => test, 2],
    [() => settled(node, output), 2],
  ])();
}

/** An output that can be written as a member: no path into a list, no reserved word. */
function isReadable(output: string): boolean {
  return /^[a-z]\w*(\.[a-z]\w*)*$/.test(output) && !/^(true|false)\b/.test(output);
}

function reading(draw: Draw, node: string, output: string): Expression {
  const root: Expression = draw.chance(0.15)
    ? { is: 'index', of: { is: 'name', name: 'nodes' }, at: literal(node) }
    : { is: 'name', name: node };
  return members(root, output);
}

function members(root: Expression, output: string): Expression {
  return output.split('.').reduce<Expression>((of, name) => ({ is: 'member', of, name }), root);
}

/** A test that is asked only where the node was not skipped. */
function guarded(draw: Draw, node: string, test: Expression): Expression {
  const name: Expression = { is: 'name', name: node };
  return draw.chance(0.5)
    ? binary(compared(name, '!=', null), '&&', test)
    : binary(compared(name, '==', null), '||', test);
}

/** Whether a value is the same as in the iteration before. */
function settled(node: string, output: string): Expression {
  const before: Expression = { is: 'name', name: 'previous' };
  const then = members({ is: 'member', of: before, name: node }, output);
  const now = members({ is: 'name', name: node }, output);
  return binary(compared(before, '!=', null), '&&', binary(then, '==', now));
}
