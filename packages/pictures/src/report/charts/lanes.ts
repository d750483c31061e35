/** A span of time. */
export interface Span {
  readonly startedAt: number;
  readonly endedAt: number;
}

/**
 * Puts spans into as few lanes as they need so that none overlap: each goes into the lowest lane that is free (interval
 * partitioning, optimal when spans come in order of their start). Answers the lane of each span, in the order given.
 */
export function lanesOf(spans: readonly Span[]): readonly number[] {
  const order = spans.map((_, index) => index);
  order.sort((a, b) => (spans[a] as Span).startedAt - (spans[b] as Span).startedAt || a - b);
  const lanes = new Array<number>(spans.length).fill(0);
  const freeFrom: number[] = [];
  for (const index of order) {
    const { startedAt, endedAt } = spans[index] as Span;
    const free = freeFrom.findIndex((at) => at <= startedAt);
    const lane = free < 0 ? freeFrom.length : free;
    freeFrom[lane] = endedAt;
    lanes[index] = lane;
  }
  return lanes;
}

/** A point in time, and how many spans are open from there on. */
export interface Load {
  readonly at: number;
  readonly count: number;
}

/** How many spans are open at once, at each time where that changes. */
export function loadOf(spans: readonly Span[]): readonly Load[] {
  const changes = spans.flatMap(({ startedAt, endedAt }) => [
    { at: startedAt, by: 1 },
    { at: endedAt, by: -1 },
  ]);
  // Ends first, so that spans in a row are not counted as two at once.
  changes.sort((a, b) => a.at - b.at || a.by - b.by);
  const loads: Load[] = [];
  let count = 0;
  for (const { at, by } of changes) {
    count += by;
    if (loads.at(-1)?.at === at) loads.pop();
    loads.push({ at, count: Math.max(count, 0) });
  }
  return loads;
}
