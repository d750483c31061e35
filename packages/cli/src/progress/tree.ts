import sliceAnsi from 'slice-ansi';
import { harmless } from '../io/harmless.js';
import type { Palette } from '../io/palette.js';
import { durationText } from '../show/duration.js';
import { marked } from './marks.js';
import type { Counts, Progress } from './progress.js';
import { rowsOf } from './rows.js';

/** What a tree is drawn for. */
export interface TreeView {
  readonly columns: number;
  readonly rows: number;
  readonly palette: Palette;
  readonly now: number;
}

/** The line of counts, and one that the terminal needs for its cursor. */
const OTHER_LINES = 2;

/** A run as lines that fit a terminal: the tree of what there is, and below it how many nodes stand how. */
export function treeLines(progress: Progress, { columns, rows, palette, now }: TreeView): string[] {
  const lines = rowsOf(progress, Math.max(rows - OTHER_LINES, 1), now).map(
    ({ status, depth, title, note }) => {
      const name = title === '' ? '' : `${harmless(title)}${note === '' ? '' : '  '}`;
      return `${'  '.repeat(depth + 1)}${marked(status, palette)} ${name}${palette.dim(harmless(note))}`;
    },
  );
  const elapsed = durationText(now - progress.startedAt);
  const total = `  ${countsText(progress.counts, palette)}  ${palette.dim(elapsed)}`;
  return [...lines, total].map((line) => sliceAnsi(line, 0, Math.max(columns - 1, 1)));
}

/** `12 of 40 nodes, 2 running, 1 failed, 3 skipped`. */
export function countsText(counts: Counts, palette: Palette): string {
  const { waiting, running, completed, skipped, failed, aborted } = counts;
  const settled = completed + skipped + failed + aborted;
  const all = settled + waiting + running;
  const parts = [`${String(settled)} of ${String(all)} ${all === 1 ? 'node' : 'nodes'}`];
  if (running > 0) parts.push(palette.cyan(`${String(running)} running`));
  if (failed > 0) parts.push(palette.red(`${String(failed)} failed`));
  if (aborted > 0) parts.push(palette.yellow(`${String(aborted)} aborted`));
  if (skipped > 0) parts.push(palette.dim(`${String(skipped)} skipped`));
  return parts.join(', ');
}
