import { type RunResult, RuntimeError, type Workflow } from '@tenon/core';
import type { Drawing } from '../../drawing/drawing.js';
import { type DrawingOptions, drawingOf } from '../../drawing/drawing-of.js';
import { svgOf } from '../../formats/svg.js';
import { type Content, html, Markup } from '../../text/html.js';
import { textOf } from '../brief.js';

/** The picture of the run. Too large a workflow is drawn with its sub-workflows closed, and where that is too much, not at all. */
export async function pictureSection(
  workflow: Workflow,
  drawing: Drawing,
  result: RunResult<unknown>,
  types: DrawingOptions['types'],
): Promise<Markup> {
  const { picture, note } = await pictureOf(workflow, drawing, result, types);
  return html`<section id="graph">
<h2>Graph</h2>
${note}<input type="checkbox" id="fit" checked><label for="fit">Fit to the page; otherwise in full size</label>
<div class="picture">${picture}</div>
<p class="legend"><span>✓ completed</span><span>– skipped: broken line, its arrows dotted</span><span>✗ failed: thick line</span><span>■ aborted</span><span>↻ loop, with how it ended</span></p>
</section>
`;
}

async function pictureOf(
  workflow: Workflow,
  drawing: Drawing,
  result: RunResult<unknown>,
  types: DrawingOptions['types'],
): Promise<{ readonly picture: Content; readonly note: Content }> {
  const whole = await attempt(drawing);
  if (whole instanceof Markup) return { picture: whole, note: undefined };
  const failure = html`<p class="note">${textOf(whole.message)}</p>`;
  if (!drawing.groups.some(({ form }) => form === 'workflow')) {
    return { picture: undefined, note: failure };
  }
  const closed = await attempt(
    drawingOf(workflow, { result, depth: 0, ...(types !== undefined && { types }) }),
  );
  return closed instanceof Markup
    ? { picture: closed, note: html`<p class="note">${CLOSED}</p>` }
    : { picture: undefined, note: failure };
}

const CLOSED = 'Sub-workflows are drawn as one box each: there is too much in them.';

/** The picture, or why there can be none. */
async function attempt(drawing: Drawing): Promise<Markup | RuntimeError> {
  try {
    return new Markup(await svgOf(drawing, { hasStyle: false }));
  } catch (error) {
    if (RuntimeError.is(error)) return error;
    throw error;
  }
}
