/** A table of Markdown: the first column to the left, the others to the right. Characters that would end a cell are escaped. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = `| --- |${' --: |'.repeat(head.length - 1)}`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** A number with three significant digits, and thousands apart. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  const rounded = places > 0 ? value : Number(value.toPrecision(3));
  return rounded.toLocaleString('en', {
    minimumFractionDigits: Math.min(places, 2),
    maximumFractionDigits: Math.min(places, 2),
  });
}

/** A middle and how far the rounds lie apart: `0.42 (0.40–0.47)`. */
export function withSpread({
  median,
  least,
  most,
}: {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}): string {
  return least === most ? digits(median) : `${digits(median)} (${digits(least)}–${digits(most)})`;
}
