import type { Timeline } from '../timeline/timeline.js';
import type { NodeRow } from './rows.js';

/** The last visit of each node, as far as outcomes carry times. */
export function timelineFrom(rows: readonly NodeRow[]): Timeline {
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
