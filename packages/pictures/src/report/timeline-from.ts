import type { Timeline } from '../timeline/timeline.js';
import type { NodeRow } from './rows.js';

/** What was recorded; where something is missing, the last visits of nodes that none is recorded of are added. */
export function wholeTimeline(recorded: Timeline | undefined, rows: readonly NodeRow[]): Timeline {
  if (recorded?.missing === 0) return recorded;
  const last = timelineFrom(rows);
  if (recorded === undefined || last.visits.length === 0) return recorded ?? last;
  const known = new Set(recorded.visits.map(({ node }) => node));
  const added = last.visits.filter(({ node }) => !known.has(node));
  return {
    ...recorded,
    startedAt: Math.min(recorded.startedAt, last.startedAt),
    endedAt: Math.max(recorded.endedAt, last.endedAt),
    visits: [...recorded.visits, ...added],
  };
}

/** The last visit of each node, as far as outcomes carry times. */
function timelineFrom(rows: readonly NodeRow[]): Timeline {
  const visits = rows.flatMap(({ path, status, startedAt, durationMs, visits: visit }) =>
    status === undefined || startedAt === undefined || durationMs === undefined || visit === 0
      ? []
      : [{ node: path.join('/'), visit, startedAt, endedAt: startedAt + durationMs, status }],
  );
  let startedAt = Number.POSITIVE_INFINITY;
  let endedAt = 0;
  for (const visit of visits) {
    startedAt = Math.min(startedAt, visit.startedAt);
    endedAt = Math.max(endedAt, visit.endedAt);
  }
  return {
    startedAt: visits.length === 0 ? 0 : startedAt,
    endedAt,
    visits,
    series: [],
    loops: [],
    missing: 0,
  };
}
