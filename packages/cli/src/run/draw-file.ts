import { NodeTypes, quoteList, RuntimeError } from '@tenon/core';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Io } from '../io/io.js';
import { writeText } from '../io/write-text.js';
import { type HostOptions, openHost } from './host.js';
import { readWorkflow } from './read-workflow.js';
import { tellUnread } from './tell-unread.js';

/** How a workflow is drawn. */
type PictureFormat = 'mermaid' | 'dot' | 'svg';

/** What `tenon graph` may be told. */
export interface GraphOptions extends HostOptions {
  readonly format?: PictureFormat;
  readonly output?: string;
  readonly direction?: 'down' | 'right';
  /** How many levels of sub-workflows are drawn open. */
  readonly depth?: number;
}

/** The format that a file's name asks for. */
const FORMATS: Readonly<Record<string, PictureFormat>> = {
  mmd: 'mermaid',
  mermaid: 'mermaid',
  dot: 'dot',
  gv: 'dot',
  svg: 'svg',
};

/** Draws a workflow file, also one that verification refuses. Throws USAGE_INVALID where no format is known. */
export async function drawFile(io: Io, file: string, options: GraphOptions): Promise<ExitCode> {
  const format = formatFor(options);
  const read = await readWorkflow(io, file);
  if (read.loaded === undefined) return tellUnread(io, read);
  const { runtime } = await openHost(io, options);
  const types = runtime.services.get(NodeTypes).all;
  await runtime.dispose();
  const { drawingOf, dotOf, mermaidOf, svgOf } = await import('@tenon/pictures');
  const { depth, direction = 'down', output = '-' } = options;
  const drawing = drawingOf(read.loaded.workflow, { types, ...(depth !== undefined && { depth }) });
  const write = { mermaid: mermaidOf, dot: dotOf, svg: svgOf }[format];
  await writeText(io, output, await write(drawing, { direction }));
  return EXIT.completed;
}

function formatFor({ format, output = '-' }: GraphOptions): PictureFormat {
  if (format !== undefined) return format;
  if (output === '-') return 'mermaid';
  const ending = /\.(\w+)$/.exec(output)?.[1]?.toLowerCase() ?? '';
  const named = new Map(Object.entries(FORMATS)).get(ending);
  if (named !== undefined) return named;
  const endings = Object.keys(FORMATS).map((known) => `.${known}`);
  throw new RuntimeError('USAGE_INVALID', `"--output ${output}" names no format of a picture.`, {
    hint: `Write --format as well, or a name that ends in one of ${quoteList(endings)}.`,
  });
}
