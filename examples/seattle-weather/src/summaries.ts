import { type Day, meanOf } from './day.js';

/** One month of the year, over all years. */
export interface MonthSummary {
  /** From 1. */
  readonly month: number;
  /** Mean temperature in °C. */
  readonly temperature: number;
  /** Precipitation of a mean month in mm: the total over the number of years that have this month. */
  readonly precipitation: number;
}

/** The months that occur, in order of the calendar. */
export function byMonth(days: readonly Day[]): readonly MonthSummary[] {
  return [...grouped(days, ({ date }) => date.slice(5, 7))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, its]) => ({
      month: Number(month),
      temperature: sum(its, meanOf) / its.length,
      precipitation:
        sum(its, ({ precipitation }) => precipitation) /
        new Set(its.map(({ date }) => date.slice(0, 4))).size,
    }));
}

/** How many days were of one kind. */
export interface KindSummary {
  readonly kind: string;
  readonly days: number;
}

/** The kinds of weather that occur, the most frequent first. */
export function byKind(days: readonly Day[]): readonly KindSummary[] {
  return [...grouped(days, ({ kind }) => kind)]
    .map(([kind, its]) => ({ kind, days: its.length }))
    .sort((a, b) => b.days - a.days || (a.kind < b.kind ? -1 : 1));
}

/** The days that stand out; the first of several equal ones. */
export interface Extremes {
  readonly hottest: Day;
  readonly coldest: Day;
  readonly wettest: Day;
  readonly windiest: Day;
}

/** Throws RangeError where there are no days. */
export function extremesOf(days: readonly Day[]): Extremes {
  return {
    hottest: mostOf(days, ({ high }) => high),
    coldest: mostOf(days, ({ low }) => -low),
    wettest: mostOf(days, ({ precipitation }) => precipitation),
    windiest: mostOf(days, ({ wind }) => wind),
  };
}

/** Days in a row. */
export interface Spell {
  readonly from: string;
  readonly to: string;
  readonly days: number;
}

const DAY_MS = 86_400_000;

/**
 * The longest run of days without precipitation, the first of several equal ones; `undefined` where every day was wet.
 * A day that the data leave out ends a run. Expects days in order of date.
 */
export function longestDrySpell(days: readonly Day[]): Spell | undefined {
  let longest: Spell | undefined;
  let current: Spell | undefined;
  for (const { date, precipitation } of days) {
    if (precipitation > 0) {
      current = undefined;
      continue;
    }
    current =
      current !== undefined && Date.parse(date) - Date.parse(current.to) === DAY_MS
        ? { from: current.from, to: date, days: current.days + 1 }
        : { from: date, to: date, days: 1 };
    if (current.days > (longest?.days ?? 0)) longest = current;
  }
  return longest;
}

function grouped(days: readonly Day[], keyOf: (day: Day) => string): Map<string, Day[]> {
  const groups = new Map<string, Day[]>();
  for (const day of days) {
    const group = groups.get(keyOf(day));
    if (group === undefined) groups.set(keyOf(day), [day]);
    else group.push(day);
  }
  return groups;
}

function sum(days: readonly Day[], of: (day: Day) => number): number {
  return days.reduce((total, day) => total + of(day), 0);
}

function mostOf(days: readonly Day[], of: (day: Day) => number): Day {
  const [first, ...others] = days;
  if (first === undefined) throw new RangeError('There are no days to compare.');
  return others.reduce((most, day) => (of(day) > of(most) ? day : most), first);
}
