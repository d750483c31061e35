import type { NodeOutcome, RunResult } from '@tenon/core';
import { harmless, harmlessLines } from '../io/harmless.js';
import { indented } from '../io/lines.js';
import type { Palette } from '../io/palette.js';
import { marked } from '../progress/marks.js';
import { type Counts, convergenceOf } from '../progress/progress.js';
import { durationText } from './duration.js';
import { type Finding, issueText } from './issue-text.js';

/** How a summary is written. */
export interface SummaryOptions {
  readonly palette: Palette;
  readonly cwd: string;
  readonly elapsedMs: number;
  /** Tells of every node that was skipped, and not of the first ones only. */
  readonly isVerbose: boolean;
  /** A finding with its place in a file. */
  readonly locate: <T extends Finding>(finding: T) => T;
}

/** Skipped nodes that are told of one by one. */
const MOST_SKIPPED = 8;

/** How a run went, in some lines: what was skipped and why, how loops ended, warnings, failures, and the sum of it. */
export function runText(result: RunResult, options: SummaryOptions): string {
  const { palette, cwd, isVerbose, locate } = options;
  const findings: Finding[] = [
    ...result.warnings.map(({ code, message, hint, node }) => ({
      severity: 'warning' as const,
      code,
      message,
      hint,
      where: node === undefined ? {} : { node },
    })),
    ...problemsOf(result),
  ];
  const lines = [
    ...skipped(result, palette, isVerbose ? Number.POSITIVE_INFINITY : MOST_SKIPPED),
    ...loops(result, palette),
    ...findings.map((finding) => issueText(locate(finding), palette, cwd)),
    sumOf(result, options),
  ];
  return lines.join('\n');
}

/** What kept a run from completing. */
function problemsOf(result: RunResult): readonly Finding[] {
  const { status, issues, failures, error } = result;
  if (status === 'completed') return [];
  const errors = issues.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return errors;
  if (status === 'aborted') return [];
  const all = failures.length > 0 ? failures : error === undefined ? [] : [error];
  return all.map(({ code, message, hint, where: { node } }) => ({
    severity: 'error',
    code,
    message,
    hint,
    where: node === undefined ? {} : { node },
  }));
}

function* skipped(result: RunResult, palette: Palette, most: number): Generator<string> {
  let count = 0;
  for (const { node, status, reason } of result.outcomes) {
    // What a failure or the end of the run kept from starting says nothing that the failure does not.
    if (status !== 'skipped' || reason === 'upstreamFailed' || ++count > most) continue;
    const why = harmlessLines(result.why(node)?.text ?? '');
    yield `${marked('skipped', palette)} ${palette.dim(indented(why, '  '))}`;
  }
  if (count > most)
    yield palette.dim(`  … and ${String(count - most)} more skipped: see --verbose`);
}

function* loops(result: RunResult, palette: Palette): Generator<string> {
  for (const [id, { reason, iterations, details }] of Object.entries(result.loops)) {
    const numbers = convergenceOf(details);
    const count = iterations === 1 ? '1 iteration' : `${String(iterations)} iterations`;
    const text = `${reason} after ${count}${numbers === undefined ? '' : ` (${numbers})`}`;
    const mark = marked(
      reason === 'failed' || reason === 'aborted' ? reason : 'completed',
      palette,
    );
    yield `${mark} loop "${harmless(id)}" ${harmless(text)}`;
  }
}

function sumOf(result: RunResult, { palette, elapsedMs }: SummaryOptions): string {
  const { status, workflow } = result;
  const counts = countsOf(result.outcomes);
  const parts = [`${String(counts.completed)} completed`];
  if (counts.failed > 0) parts.push(`${String(counts.failed)} failed`);
  if (counts.skipped > 0) parts.push(`${String(counts.skipped)} skipped`);
  if (counts.aborted > 0) parts.push(`${String(counts.aborted)} aborted`);
  const mark = marked(status === 'refused' ? 'failed' : status, palette);
  const what = status === 'refused' ? 'nothing ran' : `nodes: ${parts.join(', ')}`;
  return `${mark} ${palette.bold(harmless(workflow))} ${status} in ${durationText(elapsedMs)} (${what})`;
}

function countsOf(outcomes: Iterable<NodeOutcome>): Counts {
  const counts = { waiting: 0, running: 0, completed: 0, skipped: 0, failed: 0, aborted: 0 };
  for (const { status } of outcomes) counts[status]++;
  return counts;
}
