import type { RunResult, Workflow } from '@tenon/core';
import { type DrawingOptions, drawingOf } from '../drawing/drawing-of.js';
import { svgOf } from '../formats/svg.js';
import type { Timeline } from '../timeline/timeline.js';

/** What a report may be told. */
export interface ReportOptions extends Pick<DrawingOptions, 'types' | 'depth'> {
  /** What {@link recordTimeline} recorded of the run; without it, times are those of the outcomes, where they have any. */
  readonly timeline?: Timeline;
}

/** A report of a run as one page of HTML. */
export async function reportOf(
  workflow: Workflow,
  result: RunResult<unknown>,
  options: ReportOptions = {},
): Promise<string> {
  const drawing = drawingOf(workflow, { ...options, result });
  return `<!doctype html><html lang="en"><body>${await svgOf(drawing)}</body></html>`;
}
