import type { Group } from '../workloads/workload.js';

/** What one contender gave for one workload. Figures are nanoseconds for each node visit, round by round. */
export interface Figure {
  readonly contender: string;
  readonly version: string;
  readonly note: string;
  /** Time in which its process computed, in all its threads. */
  readonly cpuNs: readonly number[];
  /** Time that passed. */
  readonly wallNs: readonly number[];
  /** Bytes of memory that its process has held at most. */
  readonly peakBytes: number;
  /** Why it has no figures. */
  readonly unable: string | undefined;
}

/** The figures of one workload. */
export interface Measurement {
  readonly workload: string;
  readonly group: Group;
  readonly visits: number;
  /** How many runs of a workflow one execution makes. */
  readonly runs: number;
  readonly checksum: number;
  readonly figures: readonly Figure[];
}

/** The rounds by which a figure is told: what passed where nodes wait for timers, what was computed otherwise. */
export function roundsOf({ group }: Pick<Measurement, 'group'>, figure: Figure): readonly number[] {
  return group === 'timers' ? figure.wallNs : figure.cpuNs;
}

/** The rounds of a contender; `undefined` where it has none. */
export function roundsBy(
  measurement: Measurement,
  contender: string,
): readonly number[] | undefined {
  const figure = measurement.figures.find((each) => each.contender === contender);
  if (figure === undefined || figure.unable !== undefined) return undefined;
  return roundsOf(measurement, figure);
}
