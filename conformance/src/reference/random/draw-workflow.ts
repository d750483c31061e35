import type { CaseGraph, CaseLoop, CaseOutput, InnerWorkflow } from '../../case.js';
import { closeLoop, type SketchedLoop } from './close-loop.js';
import type { Draw } from './draw.js';
import type { Sort } from './draw-value.js';
import type { Feature } from './features.js';
import { LoopBody } from './loop-body.js';
import { type Sketch, type SketchedNode, type SketchedWorkflow, statedNode } from './sketch.js';
import { addNode } from './sketch-node.js';

/** A drawn workflow: as a case states it, and as a sketch. */
export interface DrawnWorkflow {
  readonly graph: CaseGraph;
  readonly sketch: Sketch;
}

/** How deep loops may lie inside one another. */
const DEEPEST = 3;

/** Draws nodes, their connections and the loops over them. */
export function drawWorkflow(
  draw: Draw,
  features: ReadonlySet<Feature>,
  workflows: readonly SketchedWorkflow[],
  size: number,
): DrawnWorkflow {
  const sketch: Sketch = { draw, features, workflows, nodes: [], connections: [], sources: [] };
  const loops: SketchedLoop[] = [];
  drawRow(sketch, { loops, size, within: [] });
  const closed: CaseLoop[] = loops.map((loop) => closeLoop(sketch, loop));
  return {
    sketch,
    graph: {
      nodes: draw.mixed(sketch.nodes.map(statedNode)),
      connections: draw.mixed(sketch.connections),
      ...(closed.length > 0 && { loops: draw.mixed(closed) }),
    },
  };
}

interface Row {
  /** All loops that have been drawn so far. */
  readonly loops: SketchedLoop[];
  /** How many nodes the workflow should have at most. */
  readonly size: number;
  readonly within: readonly number[];
  /** The loop that the row stands in. */
  readonly around?: LoopBody;
}

/** Draws nodes and loops one behind the other. */
function drawRow(sketch: Sketch, { loops, size, within, around }: Row): void {
  const { draw, features, nodes } = sketch;
  const length = within.length === 0 ? size : draw.between(1, 5);
  for (let i = 0; i < length && nodes.length < size; i++) {
    const isLoop = features.has('loops') && within.length < DEEPEST && draw.chance(0.18);
    if (!isLoop) {
      around?.add();
      if (around === undefined) addNode(sketch, { within, isHead: false, reads: [] });
      continue;
    }
    const index = loops.length + 1;
    const body = new LoopBody(sketch, [...within, index], around);
    loops.push({ index, depth: within.length + 1, back: body.back });
    drawRow(sketch, { loops, size, within: [...within, index], around: body });
    body.finish();
  }
}

/** Draws a small workflow for nodes of its own kind, with declared inputs and outputs. */
export function drawInner(
  draw: Draw,
  features: ReadonlySet<Feature>,
  name: string,
  others: readonly SketchedWorkflow[],
): { readonly inner: InnerWorkflow; readonly sketched: SketchedWorkflow } {
  const { graph, sketch } = drawWorkflow(draw, features, others, draw.between(1, 4));
  const inputs = draw
    .some(targetsIn(sketch), draw.between(1, 2))
    .map(({ node, input, sort }, i) => ({
      sort,
      stated: {
        name: `in${String(i + 1)}`,
        to: [{ node, input }],
        ...(draw.chance(0.3) && { required: true }),
      },
    }));
  const outputs = draw
    .some(sketch.sources, draw.between(1, 2))
    .map(({ node, output, sort }, i) => ({
      sort,
      stated: outputOf(draw, `out${String(i + 1)}`, node, output),
    }));
  return {
    inner: {
      ...graph,
      inputs: inputs.map(({ stated }) => stated),
      outputs: outputs.map(({ stated }) => stated),
    },
    sketched: {
      name,
      inputs: new Map(inputs.map(({ stated, sort }): [string, Sort] => [stated.name, sort])),
      outputs: new Map(outputs.map(({ stated, sort }): [string, Sort] => [stated.name, sort])),
    },
  };
}

function outputOf(draw: Draw, name: string, from: string, output: string): CaseOutput {
  const kind = draw.from(['optional', 'optional', 'default', 'required']);
  return {
    name,
    from,
    output,
    ...(kind === 'required' && { required: true }),
    ...(kind === 'default' && { default: 1 }),
  };
}

interface Target {
  readonly node: string;
  readonly input: string;
  readonly sort: Sort;
}

/** The inputs of nodes that take a single value. */
export function targetsIn({ nodes }: { readonly nodes: readonly SketchedNode[] }): Target[] {
  return nodes.flatMap(({ id, wants }) =>
    [...wants]
      .filter(([input]) => input !== 'values')
      .map(([input, sort]) => ({ node: id, input, sort })),
  );
}
