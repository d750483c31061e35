import { duration } from '../../text/duration.js';
import { plainText } from '../../text/plain-text.js';
import type { TimedVisit } from '../../timeline/timeline.js';
import { lanesOf, loadOf } from './lanes.js';
import type { Mark, Spec } from './spec.js';

const WIDTH = 900;
/** Nodes that get a row of their own; where there are more, visits share lanes. */
const MOST_ROWS = 60;
/** Bars drawn: the longest of them, where there were more. */
export const MOST_BARS = 2_000;
/** The shortest run that an axis is made for, in milliseconds. */
const SHORTEST = 0.1;
/** Steps of the curve of concurrency. */
const MOST_STEPS = 2_000;
const LONGEST_NAME = 36;
const STATUSES = ['completed', 'failed', 'aborted', 'skipped'] as const;

/** A visit as a bar: from the start of the run, in the unit of the axis. */
interface Bar {
  readonly from: number;
  readonly to: number;
  readonly row: number;
  readonly name: string;
  readonly status: string;
  readonly href: string;
  readonly told: string;
}

/** What a timeline chart is drawn from. */
export interface TimelineFacts {
  readonly visits: readonly TimedVisit[];
  readonly startedAt: number;
  readonly endedAt: number;
  /** The place on the page that tells more of a node; `undefined` where there is none. */
  readonly anchorOf: (node: string) => string | undefined;
}

/**
 * The visits of nodes by time: a row for each node while there are few, otherwise as many lanes as there were visits at
 * once. Below them, how many ran at once.
 */
export function timelineChart(facts: TimelineFacts): Spec {
  const { visits, startedAt, endedAt } = facts;
  const length = Math.max(endedAt - startedAt, SHORTEST);
  const [unit, unitMs] = unitOf(length);
  const drawn = longest(visits);
  const names = [...new Set(drawn.map(({ node }) => node))];
  const hasRows = names.length <= MOST_ROWS;
  const rows = hasRows ? rowsOf(drawn, names) : lanesOf(drawn);
  const count = hasRows ? names.length : Math.max(0, ...rows) + 1;
  const rowHeight = Math.max(4, Math.min(20, 1_200 / count));
  const height = Math.round(count * rowHeight);
  const bars = drawn.map((visit, index): Bar => {
    const { node, status } = visit;
    return {
      from: (visit.startedAt - startedAt) / unitMs,
      to: (visit.endedAt - startedAt) / unitMs,
      row: rows[index] as number,
      name: plainText(node, LONGEST_NAME),
      status,
      href: facts.anchorOf(node) ?? '',
      told: `${plainText(node, LONGEST_NAME)}: ${status}, ${duration(visit.endedAt - visit.startedAt)}`,
    };
  });
  const load = thinned(loadOf(visits)).map(({ at, count: running }) => ({
    at: (at - startedAt) / unitMs,
    running,
  }));
  const labels = names.map((name) => plainText(name, LONGEST_NAME));
  const most = Math.max(1, ...load.map(({ running }) => running));
  return {
    width: WIDTH,
    height: height + 90,
    padding: { left: hasRows ? 190 : 40, right: 20, top: 10, bottom: 40 },
    autosize: 'none',
    data: [
      { name: 'bars', values: bars },
      ...STATUSES.map((status) => ({
        name: `bars-${status}`,
        values: bars.filter((bar) => bar.status === status),
      })),
      { name: 'labels', values: labels.map((text, row) => ({ text, row })) },
      { name: 'load', values: load },
    ],
    scales: [
      { name: 'x', type: 'linear', domain: [0, length / unitMs], range: [0, WIDTH] },
      { name: 'row', type: 'linear', domain: [0, count], range: [0, height] },
      { name: 'running', type: 'linear', domain: [0, most], range: [height + 80, height + 25] },
    ],
    axes: [
      {
        orient: 'bottom',
        scale: 'x',
        title: unit,
        grid: true,
        tickCount: 10,
        zindex: -1,
      },
      { orient: 'left', scale: 'running', tickCount: Math.min(most, 4), format: 'd' },
    ],
    marks: [
      ...(hasRows ? [rowLabels()] : []),
      ...STATUSES.map((status) => barsOf(status, rowHeight)),
      ...(!hasRows && rowHeight >= 14 ? [barLabels()] : []),
      loadArea(),
      {
        type: 'text',
        encode: {
          update: {
            x: { value: 0 },
            y: { value: height + 18 },
            text: { value: 'running at once' },
            fontSize: { value: 11 },
          },
        },
      },
    ],
  };
}

function barsOf(status: string, rowHeight: number): Mark {
  return {
    type: 'rect',
    name: `bar-${status}`,
    from: { data: `bars-${status}` },
    encode: {
      update: {
        x: { scale: 'x', field: 'from' },
        // A bar of no length would not be seen.
        x2: { signal: "max(scale('x', datum.to), scale('x', datum.from) + 1.5)" },
        y: { scale: 'row', field: 'row', offset: rowHeight * 0.15 },
        height: { value: rowHeight * 0.7 },
        description: { field: 'told' },
        href: { field: 'href' },
      },
    },
  };
}

function rowLabels(): Mark {
  return {
    type: 'text',
    from: { data: 'labels' },
    encode: {
      update: {
        x: { value: -8 },
        y: { signal: "scale('row', datum.row + 0.5)" },
        text: { field: 'text' },
        align: { value: 'right' },
        baseline: { value: 'middle' },
        fontSize: { value: 11 },
        limit: { value: 180 },
      },
    },
  };
}

function barLabels(): Mark {
  return {
    type: 'text',
    from: { data: 'bars' },
    encode: {
      update: {
        x: { scale: 'x', field: 'from', offset: 4 },
        y: { signal: "scale('row', datum.row + 0.5)" },
        text: { signal: "scale('x', datum.to) - scale('x', datum.from) > 40 ? datum.name : ''" },
        limit: { signal: "scale('x', datum.to) - scale('x', datum.from) - 8" },
        baseline: { value: 'middle' },
        fontSize: { value: 10 },
      },
    },
  };
}

function loadArea(): Mark {
  return {
    type: 'area',
    name: 'running',
    from: { data: 'load' },
    encode: {
      update: {
        x: { scale: 'x', field: 'at' },
        y: { scale: 'running', field: 'running' },
        y2: { scale: 'running', value: 0 },
        interpolate: { value: 'step-after' },
      },
    },
  };
}

/** The unit that gives an axis short numbers. */
function unitOf(ms: number): readonly [name: string, ms: number] {
  if (ms < 10_000) return ['milliseconds', 1];
  if (ms < 600_000) return ['seconds', 1_000];
  return ms < 36_000_000 ? ['minutes', 60_000] : ['hours', 3_600_000];
}

/** The longest visits, in the order in which they began. */
function longest(visits: readonly TimedVisit[]): readonly TimedVisit[] {
  const inOrder = visits.toSorted((a, b) => a.startedAt - b.startedAt);
  if (visits.length <= MOST_BARS) return inOrder;
  const lengths = visits.map(({ startedAt, endedAt }) => endedAt - startedAt).sort((a, b) => b - a);
  const least = lengths[MOST_BARS - 1] ?? 0;
  return inOrder
    .filter(({ startedAt, endedAt }) => endedAt - startedAt >= least)
    .slice(0, MOST_BARS);
}

function rowsOf(visits: readonly TimedVisit[], names: readonly string[]): readonly number[] {
  const rowOf = new Map(names.map((name, row) => [name, row]));
  return visits.map(({ node }) => rowOf.get(node) ?? 0);
}

/** Of many steps, the highest of each few: a peak must not get lost. */
function thinned(loads: ReturnType<typeof loadOf>): ReturnType<typeof loadOf> {
  const every = Math.ceil(loads.length / MOST_STEPS);
  if (every <= 1) return loads;
  const kept: (typeof loads)[number][] = [];
  for (let i = 0; i < loads.length; i += every) {
    const few = loads.slice(i, i + every);
    kept.push({ at: few[0]?.at ?? 0, count: Math.max(...few.map(({ count }) => count)) });
  }
  return kept;
}
