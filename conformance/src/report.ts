import type { Case } from './case.js';
import { type Difference, formatDifference } from './difference.js';

/** How one case went. */
export type Verdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly differences: readonly Difference[] }
  /** Could not be run to its end: the file is no case, or the runner itself failed. */
  | { readonly kind: 'broken'; readonly problem: string }
  /** Not run, for a reason that is always told. */
  | { readonly kind: 'skipped'; readonly reason: string };

/** One line of the report: a case, or a file that is none. */
export interface Entry {
  readonly id: string;
  readonly group: string;
  readonly description: string;
  readonly verdict: Verdict;
  /** The case as a file may hold it, where there is no file of it. */
  readonly text?: string;
}

/** How many cases went how. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export function entryOf({ id, group, description }: Case, verdict: Verdict): Entry {
  return { id, group, description, verdict };
}

export function countsOf(entries: readonly Entry[]): Counts {
  const count = (...kinds: readonly Verdict['kind'][]) =>
    entries.filter(({ verdict }) => kinds.includes(verdict.kind)).length;
  return {
    passed: count('passed'),
    failed: count('failed', 'broken'),
    skipped: count('skipped'),
  };
}

/** What did not pass and why, the groups, and the closing line. */
export function report(entries: readonly Entry[]): string {
  return [
    ...skipped(entries),
    ...failures(entries),
    ...groups(entries),
    closing(countsOf(entries)),
  ].join('\n');
}

/** `3 passed, 0 failed, 1 skipped`. */
function closing({ passed, failed, skipped: left }: Counts): string {
  return `${String(passed)} passed, ${String(failed)} failed, ${String(left)} skipped`;
}

/** Each reason with the cases that were skipped for it. */
function skipped(entries: readonly Entry[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { id, verdict } of entries) {
    if (verdict.kind !== 'skipped') continue;
    const ids = byReason.get(verdict.reason);
    if (ids === undefined) byReason.set(verdict.reason, [id]);
    else ids.push(id);
  }
  return [...byReason].flatMap(([reason, ids]) => [
    `Skipped, ${String(ids.length)}: ${reason}`,
    ...wrapped(ids),
    '',
  ]);
}

/** Words in lines of at most 100 columns. */
function wrapped(words: readonly string[]): string[] {
  const lines: string[] = [];
  let line = ' ';
  for (const word of words) {
    if (line.length + 1 + word.length > 100 && line !== ' ') {
      lines.push(line);
      line = ' ';
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

function failures(entries: readonly Entry[]): string[] {
  return entries.flatMap(({ id, group, description, verdict, text: file }) => {
    if (verdict.kind !== 'failed' && verdict.kind !== 'broken') return [];
    const lines =
      verdict.kind === 'broken' ? [verdict.problem] : verdict.differences.map(formatDifference);
    const title = [group, description].filter((text) => text !== '').join(': ');
    return [
      `Failed: ${id}`,
      ...(title === '' ? [] : [`  ${title}`]),
      ...lines.map((line) => `  - ${line}`),
      ...(file === undefined ? [] : ['', file.trimEnd()]),
      '',
    ];
  });
}

function groups(entries: readonly Entry[]): string[] {
  const names = [...new Set(entries.map(({ group }) => group))]
    .filter((name) => name !== '')
    .sort();
  const width = Math.max(0, ...names.map((name) => name.length));
  return names.map((name) => {
    const of = entries.filter(({ group }) => group === name);
    return `${name.padEnd(width)}  ${closing(countsOf(of))}`;
  });
}
