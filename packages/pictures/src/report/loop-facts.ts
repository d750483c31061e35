import type { LoopSummary, RunResult } from '@tenon/core';
import type { Drawing, DrawnGroup } from '../drawing/drawing.js';
import { GrowingSeries } from '../timeline/growing-series.js';
import { numbersIn } from '../timeline/numbers.js';
import type { Series, Timeline } from '../timeline/timeline.js';

/** What the page tells of one loop. */
export interface LoopFacts {
  readonly group: DrawnGroup;
  /** Of loops of the workflow itself; those inside sub-workflows have none. */
  readonly summary: LoopSummary | undefined;
  /** How numbers developed; those that the loop's condition reads come first. */
  readonly series: readonly Series[];
  /** Numbers that are left out. */
  readonly left: number;
}

/** Numbers plotted for each loop. */
const MOST_SERIES = 6;

/** What `@tenon/plugin-cycles` adds to a summary, as far as it is used here. */
interface Details {
  readonly history?: readonly {
    readonly iteration: number;
    readonly outputs: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
  }[];
  readonly watched?: Readonly<Record<string, { readonly trend?: string }>>;
}

/** The loops of a drawing that were entered or stand in it, with the numbers of their bodies. */
export function loopFactsOf(
  drawing: Drawing,
  result: RunResult<unknown>,
  timeline: Timeline | undefined,
): readonly LoopFacts[] {
  const bodies = bodiesOf(drawing);
  return drawing.groups.flatMap((group, index) => {
    if (group.form !== 'loop') return [];
    const summary = summaryOf(group, result);
    const recorded = timeline?.series.filter(({ node }) => bodies[index]?.has(node)) ?? [];
    const all = recorded.length > 0 ? recorded : historyOf(summary);
    const watched = Object.keys(detailsOf(summary).watched ?? {});
    // A stable sort: those that the condition reads, then the others in order of appearance.
    const sorted = all.toSorted(
      (a, b) => Number(watched.includes(b.name)) - Number(watched.includes(a.name)),
    );
    const series = sorted.slice(0, MOST_SERIES);
    return [{ group, summary, series, left: all.length - series.length }];
  });
}

/** In words, how watched numbers developed; nothing of one that shows no trend. */
export function trendsOf(summary: LoopSummary | undefined): readonly string[] {
  const { watched = {} } = detailsOf(summary);
  return Object.entries(watched).flatMap(([name, { trend }]) =>
    trend === undefined || trend === 'moving' ? [] : [`${name}: ${trend}`],
  );
}

function summaryOf({ path }: DrawnGroup, { loops }: RunResult<unknown>): LoopSummary | undefined {
  const [id = '', ...inner] = path;
  return inner.length === 0 && Object.hasOwn(loops, id) ? loops[id] : undefined;
}

function detailsOf(summary: LoopSummary | undefined): Details {
  return summary?.details ?? {};
}

/** The paths of the nodes in each group, those of groups inside it included. */
function bodiesOf({ nodes, groups }: Drawing): readonly ReadonlySet<string>[] {
  const bodies = groups.map(() => new Set<string>());
  for (const { path, group } of nodes) {
    for (let at = group; at !== undefined; at = groups[at]?.parent) bodies[at]?.add(path.join('/'));
  }
  return bodies;
}

/** The numbers in the iterations that the loop's summary kept. */
function historyOf(summary: LoopSummary | undefined): readonly Series[] {
  const found = new Map<string, { readonly node: string; readonly series: GrowingSeries }>();
  for (const { iteration, outputs } of detailsOf(summary).history ?? []) {
    for (const [node, given] of Object.entries(outputs)) {
      for (const [name, value] of numbersIn(given ?? undefined)) {
        const key = `${node}.${name}`;
        const known = found.get(key) ?? { node, series: new GrowingSeries() };
        found.set(key, known);
        known.series.add(iteration, value);
      }
    }
  }
  return Array.from(found, ([name, { node, series }]) => ({ name, node, points: series.points }));
}
