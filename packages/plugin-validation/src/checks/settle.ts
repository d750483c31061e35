import { isThenable, type NodeContext, runOf } from '@tenon/core';
import type { MemoryMetrics, TypeCount } from '../metrics/metrics.js';
import type { Flaw } from '../schemas/flaw.js';
import type { CheckReport } from './check-report.js';
import type { Found } from './look.js';
import { type Reporting, reportOf } from './report-of.js';
import { reportError, reportHint, reportText } from './report-text.js';
import { withoutSecrets } from './show-flaw.js';

/** How what does not fit is dealt with. */
export interface Settling {
  readonly isStrict: boolean;
  readonly metrics: MemoryMetrics;
  readonly count: TypeCount;
}

/** What did not fit at one visit, once that is known: at once where no schema was asynchronous. */
export function reportsOf(
  found: readonly Found[],
  context: NodeContext,
  settling: Settling,
): readonly CheckReport[] | Promise<readonly CheckReport[]> {
  // What a policy keeps from travelling must not be told by what a schema says of the same value.
  const isHidden = found.some(({ subject }) => subject.checked === 'policy');
  const severity = settling.isStrict ? 'error' : 'warning';
  const report = (flaws: readonly (readonly Flaw[])[]) => {
    const reporting = { mask: runOf(context).mask, severity, isHidden } as const;
    return flaws.flatMap((list, i) =>
      reported(found[i] as Found, list, context, reporting, settling),
    );
  };
  const checked = found.map((one) => one.checked);
  return checked.some((one) => isThenable(one))
    ? Promise.all(checked.map((one) => Promise.resolve(one))).then(report)
    : report(checked as readonly (readonly Flaw[])[]);
}

/** Fails the node with the first of the reports, or makes warnings of all of them. Throws the report's error. */
export function settle(
  reports: readonly CheckReport[],
  context: NodeContext,
  { isStrict }: Settling,
): void {
  const [first] = reports;
  if (first === undefined) return;
  if (isStrict) throw reportError(first);
  const run = runOf(context);
  for (const report of reports) {
    const hint = reportHint(report);
    run.warn({
      code: report.code,
      message: hint === undefined ? reportText(report) : `${reportText(report)} ${hint}`,
      node: context.nodeId,
      cause: report,
    });
  }
}

function reported(
  { subject, value }: Found,
  all: readonly Flaw[],
  context: NodeContext,
  reporting: Reporting,
  { metrics, count }: Settling,
): readonly CheckReport[] {
  const flaws = withoutSecrets(all, value);
  if (flaws.length === 0) return [];
  const report = reportOf(subject, value, flaws, context, reporting);
  metrics.failed(
    count,
    report.code,
    flaws.map(({ category }) => category),
  );
  return [report];
}
