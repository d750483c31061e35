import type { Case, CaseGraph, InnerWorkflow } from '../../case.js';
import { expectedOf } from '../expected-of.js';
import { Undecided } from '../undecided.js';
import { Draw } from './draw.js';
import { drawGiven } from './draw-given.js';
import { drawInner, drawWorkflow } from './draw-workflow.js';
import type { Feature } from './features.js';
import type { SketchedWorkflow } from './sketch.js';
import { withDefect } from './with-defect.js';

/** A case whose outcome no reading of the meaning settles is drawn anew, as often as this. */
const ATTEMPTS = 1000;

/** Draws a case that has some of the features, with the outcome that it must have: the same for the same seed. */
export function generateRandom(seed: number, features: readonly Feature[]): Case {
  const draw = new Draw(seed);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const drawn = drawCase(draw, new Set(features));
    try {
      const id = `random-${String(seed)}`;
      const description = `Drawn from the seed ${String(seed)}.`;
      return { ...drawn, id, group: 'random', description, expected: expectedOf(drawn) };
    } catch (error) {
      if (!(error instanceof Undecided)) throw error;
    }
  }
  throw new Error(`No case could be drawn from the seed ${String(seed)}.`);
}

function drawCase(draw: Draw, features: ReadonlySet<Feature>): Case {
  const inner = new Map<string, InnerWorkflow>();
  const known: SketchedWorkflow[] = [];
  while (features.has('workflows') && inner.size < 2 && draw.chance(0.25)) {
    const name = `w${String(inner.size + 1)}`;
    const drawn = drawInner(draw, without(features, 'types'), name, known);
    inner.set(name, drawn.inner);
    known.push(drawn.sketched);
  }
  const { graph, sketch } = drawWorkflow(draw, features, known, draw.between(2, 12));
  const stated: Case = {
    id: 'drawn',
    group: 'random',
    description: '',
    ...graph,
    ...drawGiven(sketch, graph.nodes, features),
    ...(inner.size > 0 && { workflows: Object.fromEntries(inner) }),
    options: drawOptions(draw, features, isEditing([graph, ...inner.values()])),
    expected: { status: 'completed' },
  };
  return features.has('refusals') && draw.chance(0.05) ? withDefect(stated, draw) : stated;
}

/** Whether a node edits its data, so that the outcome depends on the isolation. */
function isEditing(graphs: readonly CaseGraph[]): boolean {
  return graphs.some(({ nodes }) => nodes.some(({ kind }) => kind === 'mutate'));
}

function without(features: ReadonlySet<Feature>, left: Feature): ReadonlySet<Feature> {
  return new Set([...features].filter((feature) => feature !== left));
}

function drawOptions(
  draw: Draw,
  features: ReadonlySet<Feature>,
  hasEdits: boolean,
): NonNullable<Case['options']> {
  const isIsolated = features.has('isolation') && draw.chance(0.4);
  const isolation = hasEdits ? 'copy' : draw.from(['share', 'freeze', 'copy'] as const);
  return {
    ...(draw.chance(0.5) && { onError: draw.from(['continue', 'continue', 'stop'] as const) }),
    ...(features.has('modes') && draw.chance(0.5) && { mode: 'skip-branches' as const }),
    ...(features.has('content') && draw.chance(0.08) && { contentAware: false }),
    ...((isIsolated || hasEdits) && { isolation }),
    ...(features.has('parameters') &&
      draw.chance(0.1) && { unknown: draw.from(['warn', 'ignore'] as const) }),
    ...(features.has('types') &&
      features.has('parameters') &&
      draw.chance(0.2) && { coerce: 'lossless' as const }),
    ...(features.has('types') &&
      draw.chance(0.5) && { validation: draw.from(['strict', 'off', 'warn'] as const) }),
  };
}
