import { html, type Markup } from '../../text/html.js';
import type { Timeline } from '../../timeline/timeline.js';
import { chart } from '../charts/chart.js';
import { MOST_BARS, timelineChart } from '../charts/timeline-chart.js';

/** The visits of nodes by time, and how many ran at once. */
export async function timelineSection(
  { visits, startedAt, endedAt, missing }: Timeline,
  anchorOf: (node: string) => string | undefined,
): Promise<Markup> {
  const notes = [
    visits.length > MOST_BARS
      ? `The ${String(MOST_BARS)} longest of ${String(visits.length)} visits are drawn.`
      : '',
    missing > 0 ? `${String(missing)} more events are not on record.` : '',
  ].filter((note) => note !== '');
  const drawing =
    visits.length === 0
      ? html`<p class="note">No times are known. Run with <code>timing: true</code>, or record the timeline of the run.</p>`
      : html`<div class="chart wide">${await chart(timelineChart({ visits, startedAt, endedAt, anchorOf }))}</div>`;
  return html`<section id="timeline">
<h2>Timeline</h2>
${notes.map((note) => html`<p class="note">${note}</p>`)}${drawing}
</section>
`;
}
