import type { Output } from './io.js';

/** Writes a line, or a text of several. */
export function say(stream: Output, text: string): void {
  if (!stream.destroyed) stream.write(`${text}\n`);
}

/** A text whose further lines are indented as far as its first one is said to be. */
export function indented(text: string, indent: string): string {
  return text.replaceAll('\n', `\n${indent}`);
}

/** Rows as columns that stand below each other; the last one is as long as it is. */
export function columns(rows: readonly (readonly string[])[], gap = 2): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) {
      if (i < row.length - 1) widths[i] = Math.max(widths[i] ?? 0, cell.length);
    }
  }
  return rows.map((row) =>
    row
      .map((cell, i) => (i < row.length - 1 ? cell.padEnd((widths[i] ?? 0) + gap) : cell))
      .join('')
      .trimEnd(),
  );
}
