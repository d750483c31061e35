import type { DrawnEdge, DrawnGroup, DrawnNode, DrawnState } from '../drawing/drawing.js';
import { plainText } from '../text/plain-text.js';

const LONGEST_NAME = 40;
const LONGEST_EDGE = 36;
const LONGEST_NOTE = 60;
/** Lines of an arrow's label. */
const MOST_LINES = 4;

/** States are told by a mark too, and not by colour alone. */
const MARKS: Readonly<Record<DrawnState, string>> = {
  completed: '✓',
  skipped: '– skipped',
  failed: '✗ failed',
  aborted: '■ aborted',
  runs: '✓ runs',
  may: '? may run',
  never: '– never runs',
};

/** The lines of a box: its name, its node type, and how it stands. */
export function nodeLines({ label, kind, shape, isKnown, state, notes }: DrawnNode): string[] {
  const lines = [named(label)];
  if (shape === 'input' || shape === 'output') return lines;
  if (kind !== undefined && kind !== label) lines.push(plainText(kind, LONGEST_NAME));
  if (!isKnown) lines.push('unknown node type');
  const standing = standingOf(state, notes);
  return standing === '' ? lines : [...lines, standing];
}

/** The lines of a frame: what it is, and how it ends or ended. */
export function groupLines({ form, label, kind, state, notes }: DrawnGroup): string[] {
  const mark = form === 'loop' ? '↻ ' : '';
  const name = named(label);
  const type = kind === undefined || kind === label ? '' : `: ${plainText(kind, LONGEST_NAME)}`;
  const lines = [`${mark}${name}${type}`];
  const standing = standingOf(state, notes);
  return standing === '' ? lines : [...lines, standing];
}

/** The lines of an arrow's label; what goes beyond a few is counted. */
export function edgeLines({ labels, isBack }: DrawnEdge): string[] {
  const told = labels.map((label) => plainText(label, LONGEST_EDGE)).filter(Boolean);
  const lines = told.slice(0, MOST_LINES);
  if (told.length > MOST_LINES) lines.push(`and ${String(told.length - MOST_LINES)} more`);
  if (isBack && lines.length > 0) lines[0] = `↻ ${lines[0] ?? ''}`;
  return lines;
}

/** A name in a drawing. One of blanks alone would leave nothing to see. */
function named(label: string): string {
  return plainText(label, LONGEST_NAME) || '(no name)';
}

function standingOf(state: DrawnState | undefined, notes: readonly string[]): string {
  const mark = state === undefined ? '' : MARKS[state];
  return [mark, ...notes.map((note) => plainText(note, LONGEST_NOTE))]
    .filter((part) => part !== '')
    .join(' · ')
    .replace(/^✓ · /, '✓ ');
}
