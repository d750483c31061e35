import type { Drawing, DrawnGroup, DrawnNode } from '../drawing/drawing.js';
import { escaped } from '../text/markup.js';
import { plainText } from '../text/plain-text.js';

const LONGEST = 400;

/**
 * Graphviz names each part of a picture by the number it has in DOT text; here the names become what a reader wants to know
 * when pointing at it. Labels cannot be mistaken for such names: in them, `<` is escaped.
 */
export function withTooltips(svg: string, drawing: Drawing): string {
  return svg.replace(
    /<title>(?:(workflow)|cluster_g(\d+)|n(\d+)(?:&#45;&gt;n(\d+))?)<\/title>/g,
    (_, whole?: string, group?: string, from?: string, to?: string) => {
      if (whole !== undefined) return titled([drawing.name]);
      if (group !== undefined) return titled(textsOf(drawing.groups[Number(group)]));
      const source = drawing.nodes[Number(from)];
      if (to === undefined) return titled(textsOf(source));
      return titled([`${nameOf(source)} → ${nameOf(drawing.nodes[Number(to)])}`]);
    },
  );
}

function textsOf(part: DrawnNode | DrawnGroup | undefined): string[] {
  if (part === undefined) return [];
  const { state, notes, detail } = part;
  const standing = [state, ...notes].filter((text) => text !== undefined).join(', ');
  return [nameOf(part), standing, detail ?? ''].filter((text) => text !== '');
}

function nameOf(part: DrawnNode | DrawnGroup | undefined): string {
  return part?.path.join(' / ') ?? '';
}

function titled(texts: readonly string[]): string {
  return `<title>${escaped(texts.map((text) => plainText(text, LONGEST)).join('\n'))}</title>`;
}
