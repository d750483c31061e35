import type { SoakReport } from './soak.js';

/** By how much the heap may have grown between the warm-up and the end, in bytes. */
const MOST_GROWTH = 1_000_000;
/** Of fewer runs the heap says nothing: code is still being compiled. */
const FEWEST_RUNS = 100_000;

const STATUSES = ['completed', 'failed', 'aborted', 'refused'] as const;

/** What is wrong with what came of a soak, a line for each; nothing where all is well. */
export function flawsOf(report: SoakReport, runs: number): string[] {
  const { points, results, audit, tasks, stats, drained, unexpected } = report;
  const flaws: string[] = [];
  const check = (what: string, found: unknown, expected: unknown) => {
    if (found !== expected) flaws.push(`${what}: ${String(found)}, expected ${String(expected)}`);
  };
  const sum = STATUSES.reduce((total, status) => total + (results[status] ?? 0), 0);
  check('results', sum, runs);
  for (const status of STATUSES) {
    check(`audited as ${status}`, audit.ends.of(status), results[status] ?? 0);
    check(`counted as ${status}`, stats.ended[status], results[status] ?? 0);
  }
  for (const status of ['completed', 'aborted'] as const) {
    check(`on record as ${status}`, tasks.ends.of(status), results[status] ?? 0);
  }
  const failed = (results['failed'] ?? 0) + (results['refused'] ?? 0);
  check('on record as failed', tasks.ends.of('failed'), failed);
  check('audited and not ended', audit.started.size, 0);
  check('audited outside a run', audit.misplaced, 0);
  check('on record and not ended', tasks.openRuns, 0);
  check('open, running or waiting', stats.open + stats.running + stats.queued, 0);
  check('tenants kept', stats.tenants.length + stats.otherTenants, 0);
  check('left behind', drained.runs.filter(({ end }) => end === 'left').length, 0);
  for (const { name, leased, waiting } of report.resources) {
    check(`leases of ${name} that are out or waited for`, leased + waiting, 0);
  }
  check('timers left', report.timersLeft, 0);
  check('handles left', report.handlesLeft.join(' '), '');
  for (const [what, count] of Object.entries(unexpected)) flaws.push(`${what}, ${String(count)} ×`);
  const growth = (points.at(-1)?.heapBytes ?? 0) - (points[0]?.heapBytes ?? 0);
  if (runs >= FEWEST_RUNS && growth > MOST_GROWTH)
    flaws.push(`the heap has grown by ${String(growth)} bytes`);
  return flaws;
}
