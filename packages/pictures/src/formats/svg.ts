import { messageOf, RuntimeError } from '@tenon/core';
import type { Drawing } from '../drawing/drawing.js';
import { dotOf } from './dot.js';
import { type Graphviz, graphviz } from './graphviz.js';
import type { TextOptions } from './mermaid.js';
import { pictureStyle } from './picture-style.js';
import { withTooltips } from './tooltips.js';

/** What a picture may be told. */
export interface SvgOptions extends TextOptions {
  /** Whether arrows have labels; where nothing is said, while there are at most 300 arrows. */
  readonly edgeLabels?: boolean;
  /** Whether colours stand in a style of its own. Default `true`; without it, the page around states `pictureStyle()`. */
  readonly hasStyle?: boolean;
}

/** Boxes of a picture at most. Layout takes some seconds at that number, and nobody finds anything in more. */
const MOST_NODES = 2_000;
/** Arrows of a picture at most, for the same reason. */
const MOST_EDGES = 5_000;
/** Beyond so many arrows, labels hide more than they tell, and take most of the time. */
const MOST_LABELLED = 300;
/** Beyond so many arrows, straight lines do: curves take longer than everything else. */
const MOST_CURVED = 1_500;

/**
 * A drawing as SVG, laid out and drawn by Graphviz, which comes as WebAssembly and is loaded with the first picture. The
 * same drawing gives the same text. Throws PICTURE_TOO_LARGE beyond 2,000 boxes or 5,000 arrows, and PICTURE_FAILED
 * where Graphviz fails. Layout blocks the thread while it lasts.
 */
export async function svgOf(drawing: Drawing, options: SvgOptions = {}): Promise<string> {
  const { nodes, edges } = drawing;
  if (nodes.length > MOST_NODES || edges.length > MOST_EDGES) throw tooLarge(drawing);
  return drawnBy(await graphviz(), drawing, options);
}

/** The picture as this Graphviz draws it. */
export function drawnBy(layout: Graphviz, drawing: Drawing, options: SvgOptions): string {
  const { edges } = drawing;
  const { edgeLabels = edges.length <= MOST_LABELLED, hasStyle = true, ...rest } = options;
  const svg = laidOut(layout, drawing, dotOf(drawing, { ...rest, edgeLabels }));
  const picture = svg.slice(svg.indexOf('<svg'));
  const style = hasStyle ? `<style>${pictureStyle()}</style>\n` : '';
  return withTooltips(
    picture.replace(/^<svg[^>]*>\n?/, (tag) => `${tag}${style}`),
    drawing,
  );
}

function laidOut(layout: Graphviz, drawing: Drawing, dot: string): string {
  const graphAttributes = drawing.edges.length > MOST_CURVED ? { splines: 'line' } : {};
  let result: ReturnType<Graphviz['render']>;
  try {
    result = layout.render(dot, { format: 'svg', graphAttributes });
  } catch (error) {
    throw failed(drawing, messageOf(error), error);
  }
  if (result.output !== undefined) return result.output;
  throw failed(drawing, result.errors.map(({ message }) => message).join('; '), undefined);
}

function tooLarge({ name, nodes, edges }: Drawing): RuntimeError {
  return new RuntimeError(
    'PICTURE_TOO_LARGE',
    `Workflow "${name}" comes to ${String(nodes.length)} boxes and ${String(edges.length)} arrows; a picture has ${String(MOST_NODES)} and ${String(MOST_EDGES)} at most.`,
    {
      hint: 'Draw its sub-workflows closed with "depth", or take the DOT text to a layout program of your choice.',
      where: { workflow: name },
    },
  );
}

function failed({ name }: Drawing, why: string, cause: unknown): RuntimeError {
  return new RuntimeError('PICTURE_FAILED', `Graphviz could not draw workflow "${name}": ${why}`, {
    hint: 'Take the Mermaid or DOT text instead.',
    where: { workflow: name },
    cause,
  });
}
