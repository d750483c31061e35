import { CORE, PLAIN, TENON } from './contenders.js';
import { digits, markdownTable, withSpread } from './markdown.js';
import { type Measurement, roundsBy } from './measurement.js';
import type { ReportData } from './report-data.js';
import { ratios, sampleOf } from './statistics.js';

const SIZES = ['random graph of 1,000', 'random graph of 10,000', 'random graph of 100,000'];
/** Where the memory of contenders is compared. */
const PEAKS = ['chain of 1,000', 'random graph of 100,000'];

/** What a node costs in graphs of three sizes. */
export function growthTable(measurements: readonly Measurement[]): string {
  const sizes = SIZES.flatMap((name) => measurements.filter(({ workload }) => workload === name));
  const [first] = sizes;
  if (first === undefined) return 'Was not measured.';
  const rows = [PLAIN, TENON, CORE].map((contender) => [
    contender,
    ...sizes.map((measurement) => {
      const rounds = roundsBy(measurement, contender);
      return rounds === undefined ? '–' : withSpread(sampleOf(rounds));
    }),
  ]);
  return markdownTable(['ns for each node', ...sizes.map(({ workload }) => workload)], rows);
}

/** What comes before the first node: importing, building, verifying, planning. */
export function preparationSection({ probes }: ReportData): readonly string[] {
  if (probes === undefined) return [];
  const { importTenonMs, importLibrariesMs, firstRunMs, preparation } = probes;
  const cold = [
    ['core and four plugins', withSpread(sampleOf(importTenonMs))],
    ['inversify, reflect-metadata and tapable', withSpread(sampleOf(importLibrariesMs))],
    ['ratio', withSpread(ratios(importTenonMs, importLibrariesMs))],
    ['import, runtime, workflow of one node, first run', withSpread(sampleOf(firstRunMs))],
  ];
  const stages = preparation.map(({ nodes, buildNs, verifyNs, planNs }) => [
    nodes.toLocaleString('en'),
    ...[buildNs, verifyNs, planNs, buildNs + verifyNs + planNs].map(digits),
  ]);
  return [
    '## A cold start',
    'Milliseconds of computing in a fresh process.',
    markdownTable(['what', 'ms'], cold),
    '## Before the first run',
    'Nanoseconds for each node of a random graph: building the workflow, verifying it, and compiling its plan.',
    markdownTable(['nodes', 'build', 'verify', 'plan', 'together'], stages),
  ];
}

/** What is held in memory, and what the processes held at most. */
export function memorySection({ probes, measurements }: ReportData): readonly string[] {
  const compared = PEAKS.flatMap((name) =>
    measurements.filter(({ workload }) => workload === name),
  );
  const contenders = [
    ...new Set(compared.flatMap(({ figures }) => figures.map(({ contender }) => contender))),
  ];
  const rows = contenders.map((contender) => [
    contender,
    ...compared.map(({ figures }) => {
      const figure = figures.find((each) => each.contender === contender);
      if (figure === undefined || figure.unable !== undefined) return '–';
      return digits(figure.peakBytes / 1024 ** 2);
    }),
  ]);
  const peaks = [
    'The most memory that a process held, in MiB, Node.js itself included:',
    markdownTable(['contender', ...compared.map(({ workload }) => workload)], rows),
  ];
  if (probes === undefined) return ['## Memory', ...peaks];
  const { nodes, workflowBytes, planBytes, runBytes, runs, retained, growthBytes } = probes.memory;
  const held = [
    ['the workflow', digits(workflowBytes)],
    ['what the runtime keeps of it: verification, plan, steps', digits(planBytes)],
    ['a result that somebody holds', digits(runBytes)],
  ];
  return [
    '## Memory',
    `Bytes for each node of a random graph of ${nodes.toLocaleString('en')}:`,
    markdownTable(['what', 'bytes'], held),
    `Of ${digits(runs)} finished runs of a chain of 100, ${String(retained)} results or outputs could not be collected, and the heap had grown by ${digits(growthBytes / 1024)} KiB.`,
    ...peaks,
  ];
}
