/** `node draw.mjs < specification.json > chart.svg`: draws a chart of Vega-Lite, without a browser. */
import { readFileSync } from 'node:fs';
import { parse, View } from 'vega';
import { compile } from 'vega-lite';

const { spec } = compile(JSON.parse(readFileSync(0, 'utf8')));
process.stdout.write(await new View(parse(spec), { renderer: 'none' }).toSVG());
