/**
 * How a number developed over the last iterations: it stayed as it was; its steps became smaller (`settling`), or larger
 * (`diverging`); it swung to and fro, or went round among the same few values (`oscillating`); it is no finite number any
 * more (`diverged`); or none of these (`moving`).
 */
export type Trend = 'constant' | 'settling' | 'diverging' | 'oscillating' | 'diverged' | 'moving';

/** A number that the condition of a loop went by, and how it developed. */
export interface WatchedNumber {
  /** Its value when it was last read. */
  readonly last: number;
  readonly trend: Trend;
  /** Where it diverged: the first iteration in which it was not finite. */
  readonly since?: number;
}

/** The trend is that of so many values at most, and of so many at least. */
export const MOST_VALUES = 16;
const LEAST_VALUES = 6;

/** How a row of values develops, earliest first. At most {@link MOST_VALUES} are looked at. */
export function trendOf(values: readonly number[]): Trend {
  const last = values.at(-1) ?? 0;
  if (!Number.isFinite(last)) return 'diverged';
  if (values.length < LEAST_VALUES || !values.every(Number.isFinite)) return 'moving';
  if (values.every((value) => value === last)) return 'constant';
  if (goesRound(values)) return 'oscillating';
  const steps = values.slice(1).map((value, i) => value - (values[i] as number));
  const sizes = steps.map(Math.abs);
  if (isRising(sizes.toReversed())) return 'settling';
  if (isRising(sizes)) return 'diverging';
  return steps.every((step, i) => i === 0 || step * (steps[i - 1] as number) < 0)
    ? 'oscillating'
    : 'moving';
}

/** Whether the same few values come again and again: at least twice each. */
function goesRound(values: readonly number[]): boolean {
  for (let period = 2; period * 2 <= values.length; period++) {
    if (values.every((value, i) => i < period || value === values[i - period])) return true;
  }
  return false;
}

function isRising(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || value > (values[i - 1] as number));
}
