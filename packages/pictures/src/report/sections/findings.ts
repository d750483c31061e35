import { html, type Markup } from '../../text/html.js';
import { textOf } from '../brief.js';
import type { ShownError, ShownFinding, ShownResult } from '../rows.js';

/** Findings on the page at most; a mistake of one kind may be made a thousand times. */
const MOST_LISTED = 200;

/** Errors with what would fix them, then what verification found, then warnings; `undefined` where there is nothing. */
export function findings({ error, failures, issues, warnings }: ShownResult): Markup | undefined {
  const errors =
    error === undefined || failures.some((failure) => isSame(failure, error))
      ? failures
      : [error, ...failures];
  const found = issues.filter(({ severity }) => severity !== 'info');
  const listed = [
    ...errors.map((item) => finding(item, 'error')),
    ...found.map((item) => finding(item, item.severity === 'error' ? 'error' : 'warning')),
    ...warnings.map((item) => finding(item, 'warning')),
  ];
  if (listed.length === 0) return undefined;
  const left = listed.length - MOST_LISTED;
  const more = left > 0 ? html`<p class="note">${left} more are left out.</p>` : undefined;
  return html`<section id="findings">
<h2>Errors and warnings</h2>
<ul class="findings">${listed.slice(0, MOST_LISTED)}</ul>
${more}</section>
`;
}

function isSame(a: ShownError, b: ShownError): boolean {
  return a.code === b.code && a.message === b.message;
}

function finding({ code, message, hint }: ShownFinding, severity: 'error' | 'warning'): Markup {
  const mark = severity === 'error' ? '✗' : '!';
  const fix = hint === undefined ? undefined : html`<p class="hint">${hint}</p>`;
  return html`<li class="${severity}"><strong>${mark} ${code}</strong> <span>${textOf(message)}</span>${fix}</li>
`;
}
