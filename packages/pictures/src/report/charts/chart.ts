import { Markup } from '../../text/html.js';
import type { Spec } from './spec.js';

/** What is used of Vega. Its own types name those of browsers, which a host in Node.js does not have. */
interface Vega {
  readonly parse: (spec: object, config: undefined, options: { readonly ast: true }) => object;
  readonly View: new (
    runtime: object,
    options: { readonly renderer: 'none'; readonly expr: unknown },
  ) => { toSVG(): Promise<string>; finalize(): void };
}

interface Interpreter {
  readonly expressionInterpreter: unknown;
}

/**
 * Draws a chart as SVG with Vega, which is loaded with the first chart. Its expressions are interpreted and never become
 * code. Everything it writes are attributes, so that the style sheet of the page decides on colours.
 */
export async function chart(spec: Spec): Promise<Markup> {
  // By their addresses, so that the compiler does not look at their types.
  const { parse, View } = (await import(import.meta.resolve('vega'))) as Vega;
  const { expressionInterpreter: expr } = (await import(
    import.meta.resolve('vega-interpreter')
  )) as Interpreter;
  const runtime = parse({ ...spec, config: CONFIG }, undefined, { ast: true });
  const view = new View(runtime, { renderer: 'none', expr });
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
