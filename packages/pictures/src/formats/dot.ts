import type { Drawing, DrawnEdge, DrawnGroup, DrawnNode, NodeShape } from '../drawing/drawing.js';
import { edgeLines, groupLines, nodeLines } from './labels.js';
import { isOut, type TextOptions } from './mermaid.js';
import { nested } from './nesting.js';
import { LIGHT, type Palette } from './palette.js';

/** The one name whose widths Graphviz knows: with a list of names, it reckons with another font. */
const FONT = 'Helvetica';

/** What DOT text is written with beside its direction. */
export interface DotOptions extends TextOptions {
  /** Whether arrows have labels. Default `true`. */
  readonly edgeLabels?: boolean;
}

type Attributes = Readonly<Record<string, string | number | readonly string[] | undefined>>;

const SHAPES: Readonly<Record<NodeShape, Attributes>> = {
  step: { shape: 'box' },
  source: { shape: 'box', style: 'rounded' },
  sink: { shape: 'box', style: 'rounded' },
  switch: { shape: 'diamond', margin: '0.02,0.02' },
  merge: { shape: 'invtrapezium', margin: '0.02,0.02' },
  workflow: { shape: 'box', peripheries: 2 },
  input: { shape: 'parallelogram', margin: '0.02,0.05' },
  output: { shape: 'parallelogram', margin: '0.02,0.05' },
};

/**
 * A drawing as DOT text, for Graphviz and what reads its language. Boxes are named by number, so that no name of a user
 * stands outside a quoted label.
 */
export function dotOf(drawing: Drawing, options: DotOptions = {}): string {
  const { direction = 'down', edgeLabels = true } = options;
  const isEmpty = emptyGroups(drawing);
  const lines = ['digraph workflow {', ...defaults(direction)];
  let indent = '  ';
  for (const step of nested(drawing)) {
    if (step.kind === 'node') {
      const node = drawing.nodes[step.node] as DrawnNode;
      lines.push(`${indent}n${String(step.node)} ${written(nodeAttributes(node, LIGHT))};`);
    } else if (step.kind === 'enter') {
      const group = drawing.groups[step.group] as DrawnGroup;
      lines.push(`${indent}subgraph cluster_g${String(step.group)} {`);
      indent += '  ';
      lines.push(`${indent}graph ${written(groupAttributes(group, LIGHT))};`);
      // Graphviz breaks down over frames with nothing in them.
      if (isEmpty(step.group)) lines.push(`${indent}e${String(step.group)} [style=invis];`);
    } else {
      indent = indent.slice(2);
      lines.push(`${indent}}`);
    }
  }
  for (const edge of drawing.edges) {
    const attributes = edgeAttributes(edge, LIGHT, edgeLabels);
    lines.push(`  n${String(edge.from)} -> n${String(edge.to)} ${written(attributes)};`);
  }
  return `${[...lines, '}'].join('\n')}\n`;
}

/** Tells groups in which there is neither a box nor another group. */
function emptyGroups({ nodes, groups }: Drawing): (group: number) => boolean {
  const filled = new Set([
    ...nodes.map(({ group }) => group),
    ...groups.map(({ parent }) => parent),
  ]);
  return (group) => !filled.has(group);
}

function defaults(direction: 'down' | 'right'): string[] {
  const graph = {
    rankdir: direction === 'down' ? 'TB' : 'LR',
    fontname: FONT,
    fontsize: 11,
    bgcolor: 'transparent',
    nodesep: 0.3,
    ranksep: 0.45,
    labeljust: 'l',
    charset: 'UTF-8',
  };
  const node = { fontname: FONT, fontsize: 11, height: 0.4, margin: '0.14,0.07' };
  const edge = { fontname: FONT, fontsize: 9, arrowsize: 0.7 };
  return [`  graph ${written(graph)};`, `  node ${written(node)};`, `  edge ${written(edge)};`];
}

function nodeAttributes(node: DrawnNode, palette: Palette): Attributes {
  const { shape, state, isKnown } = node;
  const { line, fill, text } = state === undefined ? palette.plain : palette.states[state];
  const { style, ...form } = SHAPES[shape];
  const dash = isKnown ? (isOut(state) ? 'dashed' : undefined) : 'dotted';
  return {
    label: nodeLines(node),
    ...form,
    style: ['filled', style, dash].filter((part) => part !== undefined).join(','),
    penwidth: state === 'failed' ? 2.5 : undefined,
    color: line,
    fillcolor: fill,
    fontcolor: text,
    class: [shape, state].filter((part) => part !== undefined).join(' '),
  };
}

function groupAttributes(group: DrawnGroup, palette: Palette): Attributes {
  const { form, state } = group;
  const line = state === 'failed' ? palette.states.failed.line : palette.frame;
  return {
    label: groupLines(group),
    labeljust: 'l',
    style: form === 'loop' ? 'rounded,dashed' : 'solid',
    color: form === 'loop' ? line : palette.quiet,
    fontcolor: form === 'loop' ? line : palette.quiet,
    class: ['group', form, state].filter((part) => part !== undefined).join(' '),
  };
}

function edgeAttributes(edge: DrawnEdge, palette: Palette, hasLabel: boolean): Attributes {
  const { isBack, state } = edge;
  const told = hasLabel ? edgeLines(edge) : [];
  const color = state === 'dead' ? palette.dead : isBack ? palette.back : palette.edge;
  return {
    // Graphviz puts labels right beside their line.
    label: told.length === 0 ? undefined : told.map((line) => `\u00a0${line}\u00a0`),
    color,
    fontcolor: color,
    style: state === 'live' ? undefined : state === 'dead' ? 'dotted' : 'dashed',
    arrowhead: state === 'dead' ? 'empty' : undefined,
    penwidth: isBack ? 1.8 : undefined,
    class: [isBack ? 'back' : undefined, state].filter((part) => part !== undefined).join(' '),
  };
}

/** Attributes in brackets. Lines of a label are told apart by the escape for a new line. */
function written(attributes: Attributes): string {
  const parts = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [`${name}=${typeof value === 'number' ? String(value) : quoted(value)}`],
  );
  return `[${parts.join(', ')}]`;
}

/** Graphviz reads escapes and the entities of HTML in labels. */
function quoted(value: string | readonly string[]): string {
  const lines = typeof value === 'string' ? [value] : value;
  const escaped = lines.map((line) =>
    line.replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"'),
  );
  return `"${escaped.join('\\n')}"`;
}
