import { AWAITED, AWAITING, CORE, isPeer, OPERATIONS, PLAIN, TENON } from './contenders.js';
import { digits, markdownTable, withSpread } from './markdown.js';
import { type Measurement, roundsBy } from './measurement.js';
import { median, sampleOf } from './statistics.js';
import { between, peerRatios } from './targets.js';

/** Every workload: the loops written by hand, Tenon, and the ratios. */
export function costTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map((measurement) => {
    const cost = (contender: string) => {
      const rounds = roundsBy(measurement, contender);
      return rounds === undefined ? '–' : withSpread(sampleOf(rounds));
    };
    const ratio = (other: string) => {
      const sample = between(measurement, TENON, other);
      return sample === undefined ? '–' : withSpread(sample);
    };
    const columns = [PLAIN, AWAITED, AWAITING, TENON, CORE, OPERATIONS].map(cost);
    return [measurement.workload, ...columns, ratio(AWAITING), ratio(AWAITED), ratio(PLAIN)];
  });
  const ratios = ['Tenon / awaiting', 'Tenon / plain, awaited', 'Tenon / plain'];
  return markdownTable(
    ['workload', PLAIN, AWAITED, AWAITING, TENON, CORE, OPERATIONS, ...ratios],
    rows,
  );
}

/** Workloads and peers: how many times Tenon's cost each peer's is. Empty where no peer was measured. */
export function peerTable(measurements: readonly Measurement[]): string {
  const measured = measurements.filter(({ figures }) =>
    figures.some(({ contender }) => isPeer(contender)),
  );
  const peers = [
    ...new Set(measured.flatMap(({ figures }) => figures.map(({ contender }) => contender))),
  ].filter(isPeer);
  if (peers.length === 0) return 'None was measured.';
  const rows = measured.map((measurement) => {
    const found = new Map(peerRatios(measurement).map(({ peer, sample }) => [peer, sample.median]));
    return [
      measurement.workload,
      ...peers.map((peer) => {
        const ratio = found.get(peer);
        return ratio === undefined ? '–' : digits(ratio);
      }),
    ];
  });
  return markdownTable(['workload', ...peers], rows);
}

/** What a run costs apart from its nodes, and what a node costs apart from its run. */
export function runTable(measurements: readonly Measurement[]): string {
  const named = (name: string) => measurements.find(({ workload }) => workload === name);
  const [one, few, many] = ['1 node', 'chain of 100', 'chain of 1,000'].map(named);
  if (one === undefined || few === undefined || many === undefined) return 'Was not measured.';
  const rows = one.figures.flatMap(({ contender }) => {
    const [single, hundred, thousand] = [one, few, many].map((measurement) => {
      const rounds = roundsBy(measurement, contender);
      return rounds === undefined ? undefined : median(rounds) * measurement.visits;
    });
    if (single === undefined || hundred === undefined || thousand === undefined) return [];
    const slope = (thousand - hundred) / 900;
    return [[contender, digits(single), digits(slope)]];
  });
  return markdownTable(['ns', 'run of 1 node', 'node more, between 100 and 1,000'], rows);
}
