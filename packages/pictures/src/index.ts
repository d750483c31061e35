// Drawings: what a picture shows, as data.

export type {
  Drawing,
  DrawnEdge,
  DrawnGroup,
  DrawnNode,
  DrawnState,
  NodeShape,
} from './drawing/drawing.js';
export { type DrawingOptions, drawingOf } from './drawing/drawing-of.js';

// Formats: drawings as text.

export { type DotOptions, dotOf } from './formats/dot.js';
export { mermaidOf, type TextOptions } from './formats/mermaid.js';
export { type SvgOptions, svgOf } from './formats/svg.js';

// Reports: runs on a page.

export { type ReportOptions, reportOf } from './report/report-of.js';
export { recordTimeline } from './timeline/record-timeline.js';
export type { LoopCourse, Series, TimedVisit, Timeline } from './timeline/timeline.js';

// Errors.

export { PICTURE_CODES } from './codes.js';
export { VERSION } from './version.js';
