import type { Day } from './day.js';
import type { Extremes, KindSummary, MonthSummary, Spell } from './summaries.js';

/** What the report is made of. */
export interface Findings {
  readonly days: readonly Day[];
  readonly months: readonly MonthSummary[];
  readonly kinds: readonly KindSummary[];
  readonly extremes: Extremes;
  /** Absent where every day was wet. */
  readonly drySpell?: Spell | undefined;
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** The findings as text, for people. */
export function reportOf({ days, months, kinds, extremes, drySpell }: Findings): string {
  const { hottest, coldest, wettest, windiest } = extremes;
  return [
    `${String(days.length)} days, ${days[0]?.date ?? ''} to ${days.at(-1)?.date ?? ''}`,
    '',
    'month  mean °C  mm a month',
    ...months.map(
      ({ month, temperature, precipitation }) =>
        `${(MONTHS[month - 1] ?? '').padEnd(5)}${fixed(temperature, 9)}${fixed(precipitation, 12)}`,
    ),
    '',
    'weather   days',
    ...kinds.map((kind) => `${kind.kind.padEnd(9)}${String(kind.days).padStart(5)}`),
    '',
    `hottest   ${hottest.date}${fixed(hottest.high, 8)} °C`,
    `coldest   ${coldest.date}${fixed(coldest.low, 8)} °C`,
    `wettest   ${wettest.date}${fixed(wettest.precipitation, 8)} mm`,
    `windiest  ${windiest.date}${fixed(windiest.wind, 8)} m/s`,
    '',
    drySpell === undefined
      ? 'no day was dry'
      : `longest dry spell: ${String(drySpell.days)} days, ${drySpell.from} to ${drySpell.to}`,
  ].join('\n');
}

function fixed(value: number, width: number): string {
  return value.toFixed(1).padStart(width);
}
