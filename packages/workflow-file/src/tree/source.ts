import { LineCounter } from 'yaml';

/** The notation of a workflow file. JSON is written with double quotes and without comments; YAML takes both. */
export type FileFormat = 'yaml' | 'json';

/** A text and the file it comes from. */
export interface Source {
  /** As messages name it; `undefined` where the text is of no file. */
  readonly file: string | undefined;
  readonly text: string;
  readonly format: FileFormat;
  readonly lines: LineCounter;
}

/** Where something stands in a file: lines and columns from 1. */
export interface FilePlace {
  readonly file?: string;
  readonly line: number;
  readonly column: number;
}

/** A text to be read. */
export function sourceOf(text: string, format: FileFormat, file: string | undefined): Source {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
    lines.addNewLine(at + 1);
  return { file, text, format, lines };
}

/** The place of an offset. */
export function placeOf({ file, lines, text }: Source, at: number): FilePlace {
  const { line, col } = lines.linePos(Math.min(at, text.length));
  return { ...(file !== undefined && { file }), line, column: col };
}

/** The notation that a file's name tells. */
export function formatOf(file: string | undefined): FileFormat {
  return file !== undefined && /\.json$/i.test(file) ? 'json' : 'yaml';
}
