import { costTable, peerTable, runTable } from './cost-tables.js';
import { grouped } from './grouped.js';
import { digits, markdownTable, withSpread } from './markdown.js';
import { growthTable, memorySection, preparationSection } from './probe-tables.js';
import type { ReportData } from './report-data.js';
import { type Verdict, verdicts } from './targets.js';

/** The report as Markdown. `chart` is the path of the chart beside it. */
export function render(data: ReportData, chart: string): string {
  const found = verdicts(data);
  const sections = [
    '# What Tenon costs',
    introduction(data),
    `![Nanoseconds for each node, by contender](${chart})`,
    '## Targets',
    summary(found),
    '## Missed',
    missed(found),
    '## For each node',
    'Nanoseconds of computing for each node visit, where nodes wait for timers nanoseconds that passed; in brackets how far the rounds lie apart. Ratios are taken round by round.',
    costTable(data.measurements),
    '## Beside peers',
    'How many times as much as Tenon each of them costs, by the middle of the rounds.',
    peerTable(data.measurements),
    unableOf(data),
    '## A run',
    runTable(data.measurements),
    '## Growth',
    growthTable(data.measurements),
    ...preparationSection(data),
    ...memorySection(data),
    '## Who took part',
    contendersOf(data),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function introduction({ date, command, machine, rounds, roundMs }: ReportData): string {
  const { cores, memoryGiB, platform, node, v8 } = machine;
  return [
    `Measured on ${date} by \`${command}\`: Node.js ${node} (V8 ${v8}) on ${platform}, ${String(cores)} cores, ${String(memoryGiB)} GiB.`,
    `Each contender has a process of its own for each workload. After a warm-up, ${String(rounds)} rounds of ${String(roundMs)} ms of computing go from one to the next. Every run's outputs are read and added up, and all contenders must come to the same sum.`,
    'How it is measured and what each workload does is told in [docs/performance.md](../../docs/performance.md).',
  ].join('\n');
}

/** One line for each target: the worst of what was measured for it. */
function summary(found: readonly Verdict[]): string {
  const rows = [...grouped(found, ({ target }) => target)].map(([target, all]) => {
    const worst = all.reduce((a, b) => (shortfall(b) > shortfall(a) ? b : a));
    const met = all.filter(({ isMet }) => isMet).length;
    return [
      target,
      limitOf(worst),
      digits(worst.sample.median),
      worst.about,
      met === all.length ? 'yes' : `${String(met)} of ${String(all.length)}`,
    ];
  });
  return markdownTable(['target', 'wanted', 'worst', 'where', 'met'], rows);
}

function missed(found: readonly Verdict[]): string {
  const rows = found
    .filter(({ isMet }) => !isMet)
    .map((verdict) => [
      verdict.target,
      verdict.about,
      limitOf(verdict),
      withSpread(verdict.sample),
      `${digits(shortfall(verdict))} x`,
    ]);
  if (rows.length === 0) return 'None.';
  return markdownTable(['target', 'where', 'wanted', 'measured', 'short by'], rows);
}

function limitOf({ limit, is }: Verdict): string {
  return `${is === 'most' ? '≤' : '≥'} ${String(limit)}`;
}

/** How far a target is missed, as a factor; 1 and less where it is met. */
function shortfall({ sample, limit, is }: Verdict): number {
  if (is === 'least') return limit / sample.median;
  return limit === 0 ? sample.median + 1 : sample.median / limit;
}

function unableOf({ measurements }: ReportData): string {
  const lines = measurements.flatMap(({ workload, figures }) =>
    figures.flatMap(({ contender, unable }) =>
      unable === undefined ? [] : [{ line: `${contender}: ${unable}`, workload }],
    ),
  );
  const all = [...grouped(lines, ({ line }) => line)].map(
    ([line, places]) => `- ${line} (${places.map(({ workload }) => workload).join('; ')})`,
  );
  return all.length === 0 ? '' : ['What could not be measured:', '', ...all].join('\n');
}

function contendersOf({ measurements }: ReportData): string {
  const known = new Map<string, readonly string[]>();
  for (const { figures } of measurements) {
    for (const { contender, version, note } of figures) {
      if (version !== '') known.set(contender, [contender, version, note]);
    }
  }
  return markdownTable(['contender', 'version', 'how'], [...known.values()]);
}
