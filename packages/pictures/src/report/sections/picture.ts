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
  try {
    return { picture: await drawn(drawing), note: undefined };
  } catch (error) {
    if (!RuntimeError.is(error)) throw error;
    const note = html`<p class="note">${textOf(error.message)}</p>`;
    if (
      error.code !== 'PICTURE_TOO_LARGE' ||
      !drawing.groups.some(({ form }) => form === 'workflow')
    ) {
      return { picture: undefined, note };
    }
    const closed = drawingOf(workflow, { result, depth: 0, ...(types !== undefined && { types }) });
    try {
      return {
        picture: await drawn(closed),
        note: html`<p class="note">Sub-workflows are drawn as one box each: there is too much in them.</p>`,
      };
    } catch {
      return { picture: undefined, note };
    }
  }
}

async function drawn(drawing: Drawing): Promise<Markup> {
  return new Markup(await svgOf(drawing, { hasStyle: false }));
}
