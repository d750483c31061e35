import { DARK, LIGHT, type Palette, type Tint } from './palette.js';

/**
 * The style sheet of a picture: its colours in light and dark, by the classes that its parts have. Colours that stand on the
 * parts themselves are those of light, for programs that read no style sheet.
 */
export function pictureStyle(scope = 'svg'): string {
  return [
    ...rules(LIGHT, scope),
    '@media (prefers-color-scheme: dark) {',
    ...rules(DARK, scope),
    '}',
  ].join('\n');
}

function rules(palette: Palette, scope: string): string[] {
  const { page, plain, states, edge, dead, back, frame, quiet } = palette;
  return [
    `${scope} .node text:first-of-type { font-weight: 600 }`,
    // A halo keeps labels readable where lines pass behind them.
    `${scope} .edge text { paint-order: stroke; stroke: ${page}; stroke-width: 3px }`,
    ...tinted(`${scope} .node`, plain),
    ...Object.entries(states).flatMap(([state, tint]) => tinted(`${scope} .node.${state}`, tint)),
    ...line(`${scope} .edge`, edge),
    ...line(`${scope} .edge.back`, back),
    ...line(`${scope} .edge.dead`, dead, quiet),
    `${scope} .edge.dead polygon { fill: none }`,
    ...framed(`${scope} .group.workflow`, quiet),
    ...framed(`${scope} .group.loop`, frame),
    ...framed(`${scope} .group.loop.failed`, states.failed.line),
  ];
}

function tinted(selector: string, { line: stroke, fill, text }: Tint): string[] {
  return [
    `${selector} :is(path, polygon, ellipse, polyline) { stroke: ${stroke}; fill: ${fill} }`,
    `${selector} text { fill: ${text} }`,
  ];
}

function line(selector: string, colour: string, text = colour): string[] {
  return [
    `${selector} path { stroke: ${colour} }`,
    `${selector} polygon { stroke: ${colour}; fill: ${colour} }`,
    `${selector} text { fill: ${text} }`,
  ];
}

function framed(selector: string, colour: string): string[] {
  return [
    `${selector} :is(path, polygon) { stroke: ${colour}; fill: none }`,
    `${selector} text { fill: ${colour} }`,
  ];
}
