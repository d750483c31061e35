import type { Drawing, DrawnNode, DrawnState, NodeShape } from '../drawing/drawing.js';
import { edgeLines, groupLines, nodeLines } from './labels.js';
import { nested } from './nesting.js';
import { LIGHT, type Tint } from './palette.js';

/** How a format is written. */
export interface TextOptions {
  /** Where arrows lead: `down` (default) or `right`. */
  readonly direction?: 'down' | 'right';
}

const BRACKETS: Readonly<Record<NodeShape, readonly [string, string]>> = {
  step: ['[', ']'],
  source: ['([', '])'],
  sink: ['([', '])'],
  switch: ['{', '}'],
  merge: ['[\\', '/]'],
  workflow: ['[[', ']]'],
  input: ['[/', '/]'],
  output: ['[/', '/]'],
};

const ARROWS = { live: '-->', may: '-.->', dead: '-.-x' } as const;

/**
 * A drawing as Mermaid text: a flowchart. Every label is quoted, and every sign in it that means something to Mermaid or HTML
 * is written as its number. Mermaid itself draws 500 arrows at most, unless its page configures `maxEdges`.
 */
export function mermaidOf(drawing: Drawing, { direction = 'down' }: TextOptions = {}): string {
  const lines = [`flowchart ${direction === 'down' ? 'TB' : 'LR'}`];
  let indent = '  ';
  for (const step of nested(drawing)) {
    if (step.kind === 'node') {
      lines.push(`${indent}${box(step.node, drawing.nodes[step.node] as DrawnNode)}`);
    } else if (step.kind === 'enter') {
      const group = drawing.groups[step.group];
      const label = group === undefined ? [] : groupLines(group);
      lines.push(`${indent}subgraph g${String(step.group)} [${quoted(label)}]`);
      indent += '  ';
    } else {
      indent = indent.slice(2);
      lines.push(`${indent}end`);
    }
  }
  for (const edge of drawing.edges) {
    const label = edgeLines(edge);
    const text = label.length === 0 ? '' : `|${quoted(label)}|`;
    const arrow = edge.isBack && edge.state === 'live' ? '==>' : ARROWS[edge.state];
    lines.push(`  n${String(edge.from)} ${arrow}${text} n${String(edge.to)}`);
  }
  return `${[...lines, ...styles(drawing)].join('\n')}\n`;
}

function box(index: number, node: DrawnNode): string {
  const [left, right] = BRACKETS[node.shape];
  return `n${String(index)}${left}${quoted(nodeLines(node))}${right}`;
}

/** Letters and digits of any script and a few harmless signs stay; the rest is written by number. */
function quoted(lines: readonly string[]): string {
  const escaped = lines.map((line) =>
    line.replace(
      /[^\p{L}\p{M}\p{N} _.,()/+=→✓✗–■·↻…⟨⟩?]/gu,
      (sign) => `#${String(sign.codePointAt(0))};`,
    ),
  );
  return `"${escaped.join('<br/>')}"`;
}

function styles({ nodes, groups }: Drawing): string[] {
  const lines: string[] = [];
  const states = new Map<DrawnState, string[]>();
  const add = (state: DrawnState | undefined, id: string) => {
    if (state === undefined) return;
    const ids = states.get(state);
    if (ids === undefined) states.set(state, [id]);
    else ids.push(id);
  };
  for (const [index, { state }] of nodes.entries()) add(state, `n${String(index)}`);
  for (const [index, { state }] of groups.entries()) add(state, `g${String(index)}`);
  for (const [state, ids] of states) {
    lines.push(`  classDef ${state} ${styleOf(state, LIGHT.states[state])}`);
    lines.push(`  class ${ids.join(',')} ${state}`);
  }
  const unknown = nodes.flatMap(({ isKnown }, index) => (isKnown ? [] : [`n${String(index)}`]));
  if (unknown.length > 0) {
    lines.push('  classDef unknown stroke-dasharray:2 2', `  class ${unknown.join(',')} unknown`);
  }
  return lines;
}

function styleOf(state: DrawnState, { fill, line, text }: Tint): string {
  const colours = `fill:${fill},stroke:${line},color:${text}`;
  if (state === 'failed') return `${colours},stroke-width:3px`;
  return isOut(state) ? `${colours},stroke-dasharray:5 4` : colours;
}

/** Whether a node did not or would not run to its end: drawn with a broken line. */
export function isOut(state: DrawnState | undefined): boolean {
  return state !== undefined && ['skipped', 'aborted', 'may', 'never'].includes(state);
}
