import { arrowText } from '../plugin/arrows.js';
import type { HookDescription, RuntimeDescription } from './describe.js';

/**
 * Prints a description as two tables of plain text: the plugins in solved order, then every tapped hook with its taps in
 * the order in which they run, and why each stands there. Declared orders without effect stand between the two; hooks that
 * nobody taps are listed last, on one line.
 */
export function formatDescription({ plugins, hooks, unmatched }: RuntimeDescription): string {
  const order = plugins.map(({ name, version, why }, i) => [String(i + 1), name, version, why]);
  const tapped = hooks.filter(({ taps }) => taps.length > 0);
  const untapped = hooks.filter(({ taps }) => taps.length === 0).map(({ name }) => name);
  const taps = tapped.flatMap((hook) =>
    hook.taps.map(({ plugin, kind, why }, i) => [
      i === 0 ? hook.name : '',
      i === 0 ? kindText(hook) : '',
      String(i + 1),
      kind === 'async' ? `${plugin} (async)` : plugin,
      why,
    ]),
  );
  const parts = [table(['#', 'plugin', 'version', 'why there'], order)];
  const idle = unmatched.map(
    ({ hint, ...arrow }) => `without effect: ${arrowText(arrow)}${hint ? `. ${hint}` : ''}`,
  );
  if (idle.length > 0) parts.push(idle.join('\n'));
  if (taps.length > 0) parts.push(table(['hook', 'kind', '#', 'plugin', 'why there'], taps));
  if (untapped.length > 0) parts.push(`untapped: ${untapped.join(', ')}`);
  return parts.join('\n\n');
}

/** The kind of a hook, and whether its taps run the other way round. */
function kindText({ kind, order }: HookDescription): string {
  return order === 'reverse' ? `${kind}, last first` : kind;
}

/** Columns as wide as their widest cell, counted in characters; no space at the end of a line. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows];
  const widths = head.map((_, column) =>
    lines.reduce((widest, line) => Math.max(widest, widthOf(line[column] ?? '')), 0),
  );
  const print = (line: readonly string[]) =>
    line
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('──');
  return [print(head), rule, ...rows.map(print)].join('\n');
}

function widthOf(text: string): number {
  return Array.from(text).length;
}
