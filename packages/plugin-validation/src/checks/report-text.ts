import { type ErrorCode, quoteList, RuntimeError } from '@tenon/core';
import type { CheckReport } from './check-report.js';
import { flawText } from './show-flaw.js';

/** A message tells of so many flaws, and counts the rest: all of them are in the report. */
const MOST_TOLD = 3;

/** The report as one sentence: who is to blame, and what is wrong. */
export function reportText(report: CheckReport): string {
  return `${beginningOf(report)}: ${flawsText(report.flaws.map(flawText))}.`;
}

/** What would fix it: the hints of the flaws that are told. */
export function reportHint({ flaws }: CheckReport): string | undefined {
  const hints = new Set(flaws.slice(0, MOST_TOLD).flatMap(({ hint }) => hint ?? []));
  return hints.size === 0 ? undefined : [...hints].join(' ');
}

/** The error that fails a node. Its cause is the report. */
export function reportError(report: CheckReport): RuntimeError {
  const { code, workflow, node, port } = report;
  const hint = reportHint(report);
  return new RuntimeError(code as RuntimeError['code'], reportText(report), {
    cause: report,
    where: { workflow, node, port },
    ...(hint !== undefined && { hint }),
  });
}

/** `"a" is missing; "b" is 7 and must be string; and 4 more`. */
export function flawsText(texts: readonly string[]): string {
  const told = texts.slice(0, MOST_TOLD);
  if (texts.length > told.length) told.push(`and ${String(texts.length - told.length)} more`);
  return told.join('; ');
}

function beginningOf(report: CheckReport): string {
  const { checked, node, port, producers, connection = '', contract } = report;
  if (report.code === ('CHECK_FAILED' satisfies ErrorCode)) {
    return checked === 'input' || checked === 'output'
      ? `Nothing is known of ${checked} "${port}" of node "${node}"`
      : `Nothing is known of what node "${String(producers[0])}" delivers over "${connection}"`;
  }
  const named = contract === undefined ? 'its contract' : `its contract "${contract}"`;
  switch (checked) {
    case 'output':
      return `Output "${port}" of node "${node}" is not what the node declares`;
    case 'input': {
      const from =
        producers.length === 0
          ? 'its value'
          : `what ${producers.length === 1 ? 'node' : 'nodes'} ${quoteList(producers)} delivered`;
      return `Input "${port}" of node "${node}" does not take ${from}`;
    }
    case 'source':
      return `Node "${String(producers[0])}" delivers over "${connection}" what ${named} does not promise`;
    case 'target':
      return `Node "${String(producers[0])}" delivers over "${connection}" what ${named} does not take`;
    case 'policy':
      return `Node "${String(producers[0])}" delivers over "${connection}" what ${named} keeps from travelling`;
  }
}
