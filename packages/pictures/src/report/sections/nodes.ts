import { duration } from '../../text/duration.js';
import { type Content, html, type Markup } from '../../text/html.js';
import { nameOf, textOf } from '../brief.js';
import type { NodeRow } from '../rows.js';
import { countsOf, MARKS } from '../statuses.js';

/** Rows on the page at most; those that did not complete are kept first. */
const MOST_ROWS = 5_000;

/** Every node with how it went and why. Which rows are shown is chosen without a script. */
export function nodesSection(
  rows: readonly NodeRow[],
  startedAt: number,
  anchorOf: (row: NodeRow) => string,
): Markup {
  const shown = most(rows);
  const left = rows.length - shown.length;
  const note = left === 0 ? undefined : html`<p class="note">${left} more nodes are left out.</p>`;
  const choices = countsOf(rows).map(
    ([status, count]) =>
      html`<input type="radio" name="show" id="show-${status}"><label for="show-${status}">${MARKS[status]} ${status} (${count})</label>`,
  );
  return html`<section id="nodes">
<h2>Nodes</h2>
<div class="choices"><input type="radio" name="show" id="show-all" checked><label for="show-all">all (${rows.length})</label>${choices}</div>
${note}<div class="wide"><table>
<thead><tr><th>Node</th><th>Type</th><th>Status</th><th class="number">Start</th><th class="number">Took</th><th class="number">Visits</th><th>What came of it</th></tr></thead>
<tbody>
${shown.map((row) => line(row, startedAt, anchorOf(row)))}</tbody>
</table></div>
</section>
`;
}

function most(rows: readonly NodeRow[]): readonly NodeRow[] {
  if (rows.length <= MOST_ROWS) return rows;
  const telling = rows.filter(({ status }) => status === 'failed' || status === 'aborted');
  const kept = new Set(
    [...telling, ...rows].slice(0, MOST_ROWS + telling.length).slice(0, MOST_ROWS),
  );
  return rows.filter((row) => kept.has(row));
}

function line(row: NodeRow, startedAt: number, anchor: string): Markup {
  const { path, kind, status, visits, attempts } = row;
  const retried = attempts > 1 ? ` (${String(attempts)} attempts)` : '';
  const standing = status === undefined ? 'not reached' : `${MARKS[status]} ${status}`;
  return html`<tr id="${anchor}" class="${status ?? 'unreached'}"><th scope="row">${nameOf(path)}</th><td>${kind}</td><td class="status">${standing}</td><td class="number">${row.startedAt === undefined ? '' : duration(row.startedAt - startedAt)}</td><td class="number">${row.durationMs === undefined ? '' : duration(row.durationMs)}</td><td class="number">${visits === 0 ? '' : `${String(visits)}${retried}`}</td><td>${told(row)}</td></tr>
`;
}

function told({ why, code, hint, taken, outputs }: NodeRow): Content {
  return [
    code === undefined ? undefined : html`<strong>${code}</strong> `,
    why === undefined ? undefined : textOf(why),
    hint === undefined ? undefined : html`<p class="hint">${hint}</p>`,
    taken === undefined ? undefined : html`<span>${taken} </span>`,
    outputs === undefined ? undefined : html`<code>${outputs}</code>`,
  ];
}
