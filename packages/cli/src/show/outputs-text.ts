import { harmless, harmlessLines } from '../io/harmless.js';
import { indented } from '../io/lines.js';
import type { Palette } from '../io/palette.js';
import { jsonText } from '../json/json-text.js';

/** The outputs of a workflow for people: text as it reads, anything else as JSON. */
export function outputsText(
  outputs: Readonly<Record<string, unknown>>,
  palette: Palette,
): string | undefined {
  const entries = Object.entries(outputs);
  if (entries.length === 0) return undefined;
  return entries
    .map(([name, value]) => {
      const text = typeof value === 'string' ? value : jsonText(value, 2);
      const shown = harmlessLines(text.trimEnd());
      const title = palette.bold(`${harmless(name)}:`);
      return shown.includes('\n') ? `${title}\n  ${indented(shown, '  ')}` : `${title} ${shown}`;
    })
    .join('\n');
}
