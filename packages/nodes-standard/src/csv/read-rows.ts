import { describeValue } from '@tenon/core';
import { failure } from '../failure.js';
import { type FileFacts, type Reading, textOf } from '../files/read-file.js';
import { type Batch, type Row, RowStream } from '../rows/row-stream.js';
import { type CsvFormat, rowMaker } from './csv-format.js';
import { type Lines, linesOf } from './parse-csv.js';

/** The rows of a CSV file, all of them. */
export async function readRows(
  reading: Reading,
  format: CsvFormat,
  signal: AbortSignal,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const opened = open(reading, format, signal);
  await columnsOf(opened, reading, format);
  for await (const batch of opened.rows()) for (const row of batch) rows.push(row);
  return rows;
}

/**
 * The rows of a CSV file as a stream. Reads as much as names the columns, and notes what the file is like: whoever reads the
 * rows later gets those of the same file, or FILE_CHANGED.
 */
export async function streamRows(
  reading: Reading,
  format: CsvFormat,
  signal: AbortSignal,
): Promise<RowStream> {
  let facts: FileFacts | undefined;
  const first = open(reading, format, signal, (seen) => {
    facts = seen;
  });
  const columns = await columnsOf(first, reading, format);
  await first.close();
  return new RowStream(columns, (later) => {
    const again = open(reading, format, later, (seen) => checkSame(facts, seen, reading));
    return again.rows();
  });
}

/** A CSV file that is being read. */
interface Opened {
  /** The names of the columns; `undefined` where the file ends before them. */
  columns(): Promise<readonly string[] | undefined>;
  rows(): AsyncGenerator<Batch, void, undefined>;
  close(): Promise<void>;
}

function open(
  reading: Reading,
  format: CsvFormat,
  signal: AbortSignal | undefined,
  check?: (facts: FileFacts) => void,
): Opened {
  const { site } = reading;
  const lines = linesOf(textOf(reading, signal, check), format.delimiter, site);
  let columns: readonly string[] | undefined;
  /** What was read with the line of names, but for it. */
  let rest: Lines = [];

  async function named(): Promise<readonly string[] | undefined> {
    if (columns !== undefined || format.columns !== undefined) return (columns ??= format.columns);
    const { value } = await lines.next();
    if (value === undefined) return undefined;
    rest = value.slice(1);
    return (columns = value[0]);
  }

  return {
    columns: named,
    async *rows() {
      try {
        const names = await named();
        if (names === undefined) throw empty(reading);
        const make = rowMaker(names, format, site);
        let count = 0;
        const made = (batch: Lines) => batch.map((values) => make(checked(values, names), ++count));
        if (rest.length > 0) yield made(rest);
        for await (const batch of lines) yield made(batch);
      } finally {
        await lines.return();
      }
    },
    close: async () => {
      await lines.return();
    },
  };

  /** The parser sees that lines are alike, and not that they are like the names that the author states. */
  function checked(values: readonly string[], names: readonly string[]): readonly string[] {
    if (values.length === names.length) return values;
    throw failure(
      site,
      'CSV_INVALID',
      `The CSV that node "${site.id}" reads has ${String(values.length)} values in a line, and the node names ${String(names.length)} columns.`,
      { hint: 'State a name for each column.', port: 'columns' },
    );
  }
}

async function columnsOf(
  opened: Opened,
  reading: Reading,
  format: CsvFormat,
): Promise<readonly string[]> {
  try {
    const columns = await opened.columns();
    if (columns === undefined) throw empty(reading);
    rowMaker(columns, format, reading.site); // says at once what is wrong with the names
    return columns;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

function empty({ path, site }: Reading): Error {
  return failure(
    site,
    'CSV_INVALID',
    `The CSV file ${describeValue(path)} that node "${site.id}" reads has no line with the names of its columns.`,
    { hint: 'State "columns" where files have no such line.', port: 'path' },
  );
}

function checkSame(before: FileFacts | undefined, now: FileFacts, { path, site }: Reading): void {
  if (before?.size === now.size && before.changedAt === now.changedAt) return;
  throw failure(
    site,
    'FILE_CHANGED',
    `The file ${describeValue(path)}, whose rows node "${site.id}" streams, has changed since.`,
    { hint: 'Write to another file than the one that is read.', port: 'path' },
  );
}
