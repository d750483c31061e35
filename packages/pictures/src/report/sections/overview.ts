import { describeValue, type RunResult } from '@tenon/core';
import { duration } from '../../text/duration.js';
import { type Content, html, type Markup } from '../../text/html.js';
import { nameOf } from '../brief.js';
import type { NodeRow, ShownResult } from '../rows.js';
import { countsOf, MARKS } from '../statuses.js';

/** The head of the page: which run, how it ended, and in which numbers. */
export function overview(
  { workflow, runId, status, lateResults }: RunResult<unknown>,
  rows: readonly NodeRow[],
  shown: ShownResult,
  tookMs: number | undefined,
): Markup {
  const { outputs, warnings } = shown;
  const facts: (readonly [string, Content])[] = [['Run', html`<code>${runId}</code>`]];
  if (tookMs !== undefined) facts.push(['Took', duration(tookMs)]);
  facts.push(['Nodes', countsText(rows)]);
  if (warnings.length > 0)
    facts.push(['Warnings', html`<a href="#findings">${warnings.length}</a>`]);
  if (lateResults > 0) facts.push(['Late results', `${String(lateResults)}, dropped`]);
  for (const name of Object.keys(outputs)) {
    facts.push([`Output “${name}”`, html`<code>${describeValue(outputs[name])}</code>`]);
  }
  return html`<header>
<h1>${nameOf([workflow])} <span class="badge ${status}">${MARKS[status]} ${status}</span></h1>
<dl>${facts.map(([name, fact]) => html`<div><dt>${name}</dt><dd>${fact}</dd></div>`)}</dl>
</header>
`;
}

function countsText(rows: readonly NodeRow[]): string {
  const counts = countsOf(rows).map(([status, count]) => `${String(count)} ${status}`);
  return counts.length === 0 ? 'none' : counts.join(', ');
}
