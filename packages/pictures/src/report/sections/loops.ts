import { html, type Markup } from '../../text/html.js';
import { nameOf, textOf } from '../brief.js';
import { chart } from '../charts/chart.js';
import { convergenceChart } from '../charts/convergence-chart.js';
import { type LoopFacts, trendsOf } from '../loop-facts.js';

/** How each loop ended, and how its numbers developed; `undefined` where there are no loops. */
export async function loopsSection(loops: readonly LoopFacts[]): Promise<Markup | undefined> {
  if (loops.length === 0) return undefined;
  const parts: Markup[] = [];
  for (const loop of loops) parts.push(await loopPart(loop));
  return html`<section id="loops">
<h2>Loops</h2>
${parts}</section>
`;
}

async function loopPart({ group, summary, series, left }: LoopFacts): Promise<Markup> {
  const charts: Markup[] = [];
  for (const one of series) {
    if (one.points.some(([, value]) => Number.isFinite(value)))
      charts.push(await chart(convergenceChart(one)));
  }
  const { path, state, notes } = group;
  const trends = trendsOf(summary);
  const error = summary?.error;
  const hint = error?.hint === undefined ? undefined : html`<p class="hint">${error.hint}</p>`;
  const failure =
    error === undefined
      ? undefined
      : html`<p class="error"><strong>✗ ${error.code}</strong> ${textOf(error.message)}</p>${hint}`;
  return html`<article class="loop ${state}">
<h3>↻ ${nameOf(path)}</h3>
<p>${notes.join(', ')}${trends.length === 0 ? '' : `; ${trends.join(', ')}`}</p>
${failure}<div class="charts">${charts.map((plot) => html`<div class="chart">${plot}</div>`)}</div>
${left === 0 ? undefined : html`<p class="note">${left} more numbers are not plotted.</p>`}</article>
`;
}
