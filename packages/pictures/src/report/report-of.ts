import type { RunResult, Workflow } from '@tenon/core';
import { type DrawingOptions, drawingOf } from '../drawing/drawing-of.js';
import { type Content, html } from '../text/html.js';
import type { Timeline } from '../timeline/timeline.js';
import { nameOf } from './brief.js';
import { loopFactsOf } from './loop-facts.js';
import { page } from './page.js';
import { type NodeRow, rowsOf, shownOf } from './rows.js';
import { findings } from './sections/findings.js';
import { loopsSection } from './sections/loops.js';
import { nodesSection } from './sections/nodes.js';
import { overview } from './sections/overview.js';
import { pictureSection } from './sections/picture.js';
import { timelineSection } from './sections/timeline.js';
import { wholeTimeline } from './timeline-from.js';

/** What a report may be told. */
export interface ReportOptions extends Pick<DrawingOptions, 'types' | 'depth'> {
  /** What {@link recordTimeline} recorded of the run; without it, times are those of the outcomes, where they have any. */
  readonly timeline?: Timeline;
}

/**
 * A report of a run as one page of HTML: graph, timeline, loops, errors and warnings, every node with its reason. It stands
 * alone: no script, nothing from the network, and a policy that forbids both. Values are those that the result shows of itself,
 * so the secrets of the run are masked.
 */
export async function reportOf(
  workflow: Workflow,
  result: RunResult<unknown>,
  options: ReportOptions = {},
): Promise<string> {
  const { timeline: recorded, types } = options;
  const drawing = drawingOf(workflow, { ...options, result });
  const shown = shownOf(result);
  const rows = rowsOf(drawing, result, shown);
  const timeline = wholeTimeline(recorded, rows);
  const anchors = new Map(rows.map((row, index) => [row.path.join('/'), `node-${String(index)}`]));
  const anchorOf = ({ path }: NodeRow) => anchors.get(path.join('/')) ?? '';
  const linkTo = (node: string) => {
    const anchor = anchors.get(node);
    return anchor === undefined ? undefined : `#${anchor}`;
  };
  const took = timeline.visits.length === 0 ? undefined : timeline.endedAt - timeline.startedAt;
  const sections: Content[] = [
    overview(result, rows, shown, took),
    findings(shown),
    await pictureSection(workflow, drawing, result, types),
    await timelineSection(timeline, linkTo),
    await loopsSection(loopFactsOf(drawing, result, recorded)),
    nodesSection(rows, timeline.startedAt, anchorOf),
  ];
  return page(`${nameOf([workflow.name])}: ${result.status}`, html`${sections}`);
}
