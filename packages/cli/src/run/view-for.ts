import type { Io } from '../io/io.js';
import type { Palette } from '../io/palette.js';
import { LineView } from '../progress/line-view.js';
import type { OutlineEntry } from '../progress/outline.js';
import type { PlanWatch } from '../progress/plan-watch.js';
import { Progress } from '../progress/progress.js';
import type { ProgressView } from '../progress/view.js';

/** What decides on how a run is shown. */
export interface ViewOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** What shows a run: a tree in a terminal, lines elsewhere, and nothing but notes where nobody wants to see it. */
export async function viewFor(
  io: Io,
  { json, quiet }: ViewOptions,
  watch: Pick<PlanWatch, 'outline'>,
  palette: Palette,
): Promise<ProgressView> {
  if (json === true || quiet === true) {
    const view = new LineView(io.stderr, palette, () => false);
    return { event: () => undefined, note: (text) => view.note(text), close: () => undefined };
  }
  if (io.stderr.isTTY !== true || io.env['TERM'] === 'dumb' || (io.env['CI'] ?? '') !== '') {
    return new LineView(io.stderr, palette, loopTest(watch));
  }
  const { LiveView } = await import('../progress/live-view.js');
  let progress: Progress | undefined;
  const current = () => {
    const outline = progress === undefined ? watch.outline() : undefined;
    if (outline !== undefined) progress = new Progress(outline, io.now);
    return progress;
  };
  return new LiveView(io, current, palette);
}

/** Whether a node stands in a loop, by the name that events give it. */
function loopTest(watch: Pick<PlanWatch, 'outline'>): (node: string) => boolean {
  let inLoops: ReadonlySet<string> | undefined;
  return (node) => {
    const outline = inLoops === undefined ? watch.outline() : undefined;
    if (outline !== undefined) inLoops = nodesInLoops(outline);
    return inLoops?.has(node) === true;
  };
}

function nodesInLoops(outline: readonly OutlineEntry[]): ReadonlySet<string> {
  const keys = new Set<string>();
  let end = 0;
  for (const [i, entry] of outline.entries()) {
    if (entry.kind === 'loop') end = Math.max(end, entry.end);
    else if (i < end) keys.add(entry.key);
  }
  return keys;
}
