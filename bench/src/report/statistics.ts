/** What several rounds gave: the middle, and how far they lie apart. */
export interface Sample {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly count: number;
}

/** The middle value, or the mean of the two in the middle; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  if (sorted.length % 2 === 1) return upper;
  return ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export function sampleOf(values: readonly number[]): Sample {
  return {
    median: median(values),
    least: values.length === 0 ? Number.NaN : Math.min(...values),
    most: values.length === 0 ? Number.NaN : Math.max(...values),
    count: values.length,
  };
}

/**
 * How many times `values` are `others`, round by round: what disturbs the machine for longer than a round disturbs both, so
 * that these lie closer together than the rounds themselves.
 */
export function ratios(values: readonly number[], others: readonly number[]): Sample {
  const count = Math.min(values.length, others.length);
  return sampleOf(
    values.slice(0, count).map((value, round) => value / (others[round] ?? Number.NaN)),
  );
}
