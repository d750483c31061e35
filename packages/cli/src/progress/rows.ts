import { durationText } from '../show/duration.js';
import type { OutlineEntry } from './outline.js';
import type { EntryState, EntryStatus, Progress } from './progress.js';

/** One row of the tree: an entry, or several that stand alike. */
export interface Row {
  readonly status: EntryStatus;
  readonly depth: number;
  readonly title: string;
  readonly note: string;
  /** The nodes that it stands for. */
  readonly nodes: number;
}

/** A node that runs longer than this shows for how long it does. */
const WORTH_TELLING_MS = 1000;

/**
 * The rows of a tree, no more than so many: loops and sub-workflows that are done, or not begun, are one row. Where that is
 * too much, neighbours that stand alike become one, and then only what runs or failed is shown.
 */
export function rowsOf(progress: Progress, most: number, now: number): readonly Row[] {
  const rows = openRows(progress, now);
  if (rows.length <= most) return rows;
  const folded = fold(rows);
  if (folded.length <= most) return folded;
  const active = rows.filter(({ status }) => status === 'running' || status === 'failed');
  if (active.length <= most) return active;
  const shown = active.slice(0, Math.max(most - 1, 0));
  const hidden = active.length - shown.length;
  return [
    ...shown,
    { status: 'running', depth: 0, title: '', note: `… and ${String(hidden)} more`, nodes: hidden },
  ];
}

function openRows(progress: Progress, now: number): Row[] {
  const { entries, states } = progress;
  const rows: Row[] = [];
  for (let i = 0; i < entries.length; ) {
    const entry = entries[i] as OutlineEntry;
    const state = states[i] as EntryState;
    const isOpen =
      entry.kind !== 'node' && (state.status === 'running' || state.status === 'failed');
    rows.push({
      status: state.status,
      depth: entry.depth,
      title: entry.id,
      note: noteOf(entry, state, now),
      nodes: isOpen ? 0 : Math.max(entry.end - i - 1, 1),
    });
    i = isOpen ? i + 1 : entry.end;
  }
  return rows;
}

function fold(rows: readonly Row[]): Row[] {
  const folded: Row[] = [];
  for (let i = 0; i < rows.length; ) {
    const first = rows[i] as Row;
    let end = i + 1;
    while (isAlike(first, rows[end])) end++;
    const nodes = rows.slice(i, end).reduce((sum, row) => sum + row.nodes, 0);
    const { status, depth } = first;
    if (end === i + 1) folded.push(first);
    else folded.push({ status, depth, title: '', note: `${String(nodes)} ${status}`, nodes });
    i = end;
  }
  return folded;
}

function isAlike({ status, depth }: Row, other: Row | undefined): boolean {
  if (status === 'running' || status === 'failed') return false;
  return other?.status === status && other.depth === depth;
}

function noteOf({ kind }: OutlineEntry, state: EntryState, now: number): string {
  if (kind === 'loop') return loopNote(state);
  const notes: string[] = [];
  const { status, durationMs, attempts, since } = state;
  if (attempts > 1) notes.push(`${String(attempts)} attempts`);
  if (status === 'running') {
    if (now - since >= WORTH_TELLING_MS) notes.push(durationText(now - since));
  } else if (status === 'completed' || status === 'failed') {
    if (durationMs !== undefined) notes.push(durationText(durationMs));
  } else if (status !== 'waiting') notes.push(status);
  return notes.join(', ');
}

function loopNote({ status, iteration, reason, convergence }: EntryState): string {
  if (status === 'waiting') return 'loop';
  const numbers = convergence === undefined ? '' : `, ${convergence}`;
  if (reason !== undefined && status !== 'running') {
    return `${reason} after ${iterations(iteration)}${numbers}`;
  }
  if (status === 'running') {
    return iteration === 0 ? 'loop' : `loop, iteration ${String(iteration)}${numbers}`;
  }
  return `loop, ${status}`;
}

function iterations(count: number): string {
  return count === 1 ? '1 iteration' : `${String(count)} iterations`;
}
