/** A fenced block of a page, and the file that it is said to come from. */
export interface Snippet {
  /** Where the fence opens, from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  readonly source: SnippetSource | undefined;
}

export interface SnippetSource {
  /** From the root of the repository. */
  readonly path: string;
  /** The part between `// #region name` and `// #endregion`, rather than the whole file. */
  readonly region: string | undefined;
  /** Whether some lines of the file, in a row, are enough. */
  readonly isExcerpt: boolean;
}

const MARKER = /^<!-- (?<excerpt>excerpt of )?(?<path>[^\s#]+)(?:#(?<region>[\w-]+))? -->$/;
const FENCE = /^```(?<language>\w*)$/;

/** The fenced blocks of a page. A comment on the line before a fence, or the one before that, names its source. */
export function snippetsOf(page: string): Snippet[] {
  const lines = page.split('\n');
  const snippets: Snippet[] = [];
  for (let at = 0; at < lines.length; at++) {
    const language = FENCE.exec(lines[at] ?? '')?.groups?.['language'];
    if (language === undefined) continue;
    const end = lines.indexOf('```', at + 1);
    if (end < 0) throw new Error(`The block that opens in line ${String(at + 1)} is never closed.`);
    const text = lines.slice(at + 1, end).join('\n');
    const before = lines[at - 1] === '' ? lines[at - 2] : lines[at - 1];
    snippets.push({ line: at + 1, language, text, source: sourceOf(before ?? '') });
    at = end;
  }
  return snippets;
}

function sourceOf(comment: string): SnippetSource | undefined {
  const groups = MARKER.exec(comment)?.groups;
  if (groups === undefined) return undefined;
  const { path = '', region, excerpt } = groups;
  return { path, region, isExcerpt: excerpt !== undefined };
}

/** Whether a block shows what its source holds. */
export function isFaithful({ text }: Snippet, source: SnippetSource, file: string): boolean {
  if (source.isExcerpt) return `\n${file}\n`.includes(`\n${text}\n`);
  const part = source.region === undefined ? withoutRegions(file) : regionOf(file, source.region);
  return text === part;
}

/** The lines of a region, without the indentation that all of them share. */
function regionOf(file: string, name: string): string | undefined {
  const lines = file.split('\n');
  const start = lines.findIndex((line) => line.trim() === `// #region ${name}`);
  if (start < 0) return undefined;
  const end = lines.findIndex((line, at) => at > start && line.trim() === '// #endregion');
  const part = lines.slice(start + 1, end);
  const indents = part.filter((line) => line !== '').map((line) => line.search(/\S/));
  return part.map((line) => line.slice(Math.min(...indents))).join('\n');
}

function withoutRegions(file: string): string {
  return file
    .trimEnd()
    .split('\n')
    .filter((line) => !/^\s*\/\/ #(region .*|endregion)$/.test(line))
    .join('\n');
}
