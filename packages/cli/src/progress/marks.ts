import type { Palette } from '../io/palette.js';
import type { EntryStatus } from './progress.js';

const MARKS: Readonly<Record<EntryStatus, readonly [mark: string, colour: keyof Palette]>> = {
  waiting: ['·', 'dim'],
  running: ['▸', 'cyan'],
  completed: ['✓', 'green'],
  skipped: ['–', 'dim'],
  failed: ['✗', 'red'],
  aborted: ['■', 'yellow'],
};

/** The mark of a status, coloured; each has a shape of its own, so that nobody needs the colour. */
export function marked(status: EntryStatus, palette: Palette): string {
  const [mark, colour] = MARKS[status];
  return palette[colour](mark);
}
