import type { NodeOutcome, RunStatus } from '@tenon/core';
import type { NodeRow } from './rows.js';

/** Marks beside the words, so that nothing is told by colour alone. */
export const MARKS: Readonly<Record<NodeOutcome['status'] | RunStatus, string>> = {
  completed: '✓',
  skipped: '–',
  failed: '✗',
  aborted: '■',
  refused: '✗',
};

/** Worst first. */
const STATUSES = ['failed', 'aborted', 'completed', 'skipped'] as const;

/** How many nodes stand how; what there is none of is left out. */
export function countsOf(
  rows: readonly NodeRow[],
): readonly (readonly [status: NodeOutcome['status'], count: number])[] {
  return STATUSES.map(
    (status) => [status, rows.filter((row) => row.status === status).length] as const,
  ).filter(([, count]) => count > 0);
}
