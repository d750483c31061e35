import type { Figure, Measurement } from '#bench/report/measurement.js';
import type { ReportData } from '#bench/report/report-data.js';

/** A figure whose rounds are alike in both clocks. */
export function aFigure(contender: string, rounds: readonly number[]): Figure {
  return {
    contender,
    version: '1.0.0',
    note: 'a note',
    cpuNs: rounds,
    wallNs: rounds,
    peakBytes: 64 * 1024 ** 2,
    unable: undefined,
  };
}

/** A measurement of a plain workload, by what its contenders cost in each round. */
export function aMeasurement(
  rounds: Readonly<Record<string, readonly number[]>>,
  facts: Partial<Measurement> = {},
): Measurement {
  const figures = Object.entries(rounds).map(([contender, all]) => aFigure(contender, all));
  return {
    workload: 'a workload',
    group: 'plain',
    visits: 100,
    runs: 1,
    checksum: 7,
    figures,
    ...facts,
  };
}

/** A report on a machine that is nobody's. */
export function aReport(measurements: readonly Measurement[]): ReportData {
  return {
    date: '2001-02-03',
    command: 'npm run bench',
    machine: { cores: 2, memoryGiB: 8, platform: 'linux x64', node: '20.0.0', v8: '11' },
    rounds: 3,
    roundMs: 100,
    measurements,
    probes: undefined,
  };
}
