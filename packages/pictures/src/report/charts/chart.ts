import type { Spec } from 'vega';
import { Markup } from '../../text/html.js';

/**
 * Draws a chart as SVG with Vega, which is loaded with the first chart. Its expressions are interpreted and never become
 * code. Everything it writes are attributes, so that the style sheet of the page decides on colours.
 */
export async function chart(spec: Spec): Promise<Markup> {
  const [{ parse, View }, { expressionInterpreter }] = await Promise.all([
    import('vega'),
    import('vega-interpreter'),
  ]);
  const runtime = parse({ ...spec, config: CONFIG }, undefined, { ast: true });
  const view = new View(runtime, { renderer: 'none', expr: expressionInterpreter });
  try {
    return new Markup(await view.toSVG());
  } finally {
    view.finalize();
  }
}

const CONFIG = {
  axis: { labelFontSize: 11, titleFontSize: 11, titleFontWeight: 'normal', labelFont: 'Helvetica' },
  title: { fontSize: 12, anchor: 'start', fontWeight: 'bold' },
} as const;
