import type { Group } from '../workloads/workload.js';
import { AWAITING, GRAPHLESS, isPeer, LAYERED, PLAIN, SLOWEST, TENON } from './contenders.js';
import { type Measurement, roundsBy } from './measurement.js';
import type { ReportData } from './report-data.js';
import { median, ratios, type Sample } from './statistics.js';

/** A target, and what was measured. */
export interface Verdict {
  /** What is measured, as a ratio unless it says otherwise. */
  readonly target: string;
  /** What it is about: a workload, or a pair of them. */
  readonly about: string;
  readonly sample: Sample;
  /** What is asked for: at most or at least so much. */
  readonly limit: number;
  readonly is: 'most' | 'least';
  readonly isMet: boolean;
}

/** Graphs below this are not what the targets about peers speak of. */
const PEER_NODES = 100;

/** Every target whose figures were measured, each with its verdict. */
export function verdicts(data: ReportData): readonly Verdict[] {
  const { measurements } = data;
  return [
    ...beside(
      measurements,
      ['plain', 'growth'],
      AWAITING,
      0.5,
      'synchronous bodies / awaiting loop',
    ),
    ...beside(measurements, ['asynchronous'], AWAITING, 1, 'asynchronous bodies / awaiting loop'),
    ...beside(measurements, ['working'], AWAITING, 1.5, 'the same work / awaiting loop'),
    ...beside(
      measurements,
      ['observed'],
      AWAITING,
      1,
      'one observer / awaiting loop that calls it',
    ),
    ...withoutRun(measurements, ['plain', 'growth'], '1 node', 0.5, 'synchronous bodies'),
    ...withoutRun(measurements, ['asynchronous'], '1 node, asynchronous', 1, 'asynchronous bodies'),
    ...withoutRun(measurements, ['working'], '1 node', 1.5, 'the same work'),
    ...beside(measurements, ['timers'], LAYERED, 1.05, 'timers / Promise.all per layer'),
    ...growth(measurements),
    ...besidePeers(measurements),
    ...probed(data),
  ];
}

function beside(
  measurements: readonly Measurement[],
  groups: readonly Group[],
  other: string,
  limit: number,
  target: string,
): Verdict[] {
  return measurements
    .filter(({ group }) => groups.includes(group))
    .flatMap((measurement) => {
      const sample = between(measurement, TENON, other);
      if (sample === undefined) return [];
      return [atMost(target, measurement.workload, sample, limit)];
    });
}

/**
 * What nodes cost beside the awaiting loop when what a run costs by itself is taken off and told apart: of a workload with
 * so many runs, so many times what a run of one node costs.
 */
function withoutRun(
  measurements: readonly Measurement[],
  groups: readonly Group[],
  single: string,
  limit: number,
  what: string,
): Verdict[] {
  const one = measurements.find(({ workload }) => workload === single);
  const runNs = one === undefined ? undefined : roundsBy(one, TENON);
  if (runNs === undefined) return [];
  return measurements
    .filter(({ group }) => groups.includes(group))
    .flatMap((measurement) => {
      const [ours, theirs] = [roundsBy(measurement, TENON), roundsBy(measurement, AWAITING)];
      if (ours === undefined || theirs === undefined) return [];
      const { workload, runs, visits } = measurement;
      const share = (median(runNs) * runs) / visits;
      const sample = ratios(
        ours.map((round) => round - share),
        theirs,
      );
      return [atMost(`${what}, the run apart / awaiting loop`, workload, sample, limit)];
    });
}

/** How much more a node costs among 100,000 than among 1,000, beside the same of the plain loop. */
function growth(measurements: readonly Measurement[]): Verdict[] {
  const [small, large] = ['random graph of 1,000', 'random graph of 100,000'].map((name) =>
    measurements.find(({ workload }) => workload === name),
  );
  if (small === undefined || large === undefined) return [];
  const [ours, limit] = [growthOf(TENON, small, large), growthOf(PLAIN, small, large)];
  if (ours === undefined || limit === undefined) return [];
  const about = 'random graphs of 1,000 and 100,000';
  return [atMost("growth / the plain loop's growth", about, ratios(ours, limit), 1.5)];
}

/** Round by round: the cost of a node in the large graph as a multiple of that in the small one. */
function growthOf(
  contender: string,
  small: Measurement,
  large: Measurement,
): readonly number[] | undefined {
  const [few, many] = [roundsBy(small, contender), roundsBy(large, contender)];
  if (few === undefined || many === undefined) return undefined;
  const base = median(few);
  return many.map((round) => round / base);
}

function besidePeers(measurements: readonly Measurement[]): Verdict[] {
  return measurements
    .filter(({ group, visits }) => isComparable(group) && visits >= PEER_NODES)
    .flatMap((measurement) => {
      const { workload } = measurement;
      const all = peerRatios(measurement);
      const keeping = all.filter(({ peer }) => !GRAPHLESS.includes(peer));
      const [fastest] = keeping.sort((a, b) => a.sample.median - b.sample.median);
      const slow = all.filter(({ peer }) => SLOWEST.includes(peer));
      return [
        ...(fastest === undefined
          ? []
          : [
              atLeast(
                'fastest peer that keeps a graph / Tenon',
                `${workload}: ${fastest.peer}`,
                fastest.sample,
                5,
              ),
            ]),
        ...slow.map(({ peer, sample }) => atLeast(`${peer} / Tenon`, workload, sample, 300)),
      ];
    });
}

/** Where nodes wait, or a run or its making is what costs, how fast nodes are scheduled does not show. */
function isComparable(group: Group): boolean {
  return group === 'plain' || group === 'asynchronous' || group === 'growth';
}

/** How many times Tenon's cost each peer's is. */
export function peerRatios(
  measurement: Measurement,
): readonly { readonly peer: string; readonly sample: Sample }[] {
  return measurement.figures.flatMap(({ contender: peer }) => {
    const sample = isPeer(peer) ? between(measurement, peer, TENON) : undefined;
    return sample === undefined ? [] : [{ peer, sample }];
  });
}

function probed({ probes }: ReportData): Verdict[] {
  if (probes === undefined) return [];
  const { importTenonMs, importLibrariesMs, heavyOnImport, memory } = probes;
  const cold = ratios(importTenonMs, importLibrariesMs);
  const about = 'core and four plugins; inversify, reflect-metadata and tapable';
  const once = (value: number): Sample => ({ median: value, least: value, most: value, count: 1 });
  return [
    atMost('cold import / libraries alone', about, cold, 1.3),
    atMost('heavy packages on import', 'core and four plugins', once(heavyOnImport.length), 0),
    atMost('objects retained', `${String(memory.runs)} finished runs`, once(memory.retained), 0),
  ];
}

/** How many times one contender's cost another's is, round by round. */
export function between(
  measurement: Measurement,
  contender: string,
  other: string,
): Sample | undefined {
  const [rounds, others] = [roundsBy(measurement, contender), roundsBy(measurement, other)];
  return rounds === undefined || others === undefined ? undefined : ratios(rounds, others);
}

function atMost(target: string, about: string, sample: Sample, limit: number): Verdict {
  return { target, about, sample, limit, is: 'most', isMet: sample.median <= limit };
}

function atLeast(target: string, about: string, sample: Sample, limit: number): Verdict {
  return { target, about, sample, limit, is: 'least', isMet: sample.median >= limit };
}
