import { defineNode } from '@tenon/core';
import { replaceFile } from '../files/replace-file.js';
import { ENCODING, filesAt, IF_EXISTS_SETTING, WRITTEN } from '../files/text-nodes.js';
import { batchesOf, itemsAt } from '../rows/items.js';
import { PATH, rowsPort, tablePort, typed } from '../rows/ports.js';
import { COLUMN_TYPES, type ColumnType, type CsvFormat } from './csv-format.js';
import { readRows, streamRows } from './read-rows.js';
import { CsvWriter } from './write-rows.js';

const DELIMITER = typed<string>(
  { type: 'string', minLength: 1, maxLength: 1 },
  'What stands between values.',
).default(',');

const NAMES = {
  type: 'array',
  items: { type: 'string', minLength: 1 },
  uniqueItems: true,
} as const;

/**
 * Reads a CSV file: `path` → `rows`. With `stream: true` the rows are a {@link RowStream}, read when a node asks for them and
 * never all at once; otherwise they are a list, and the file is no larger than the limit.
 *
 * @example
 * const orders = flow.add('orders', readCsv, { path: 'orders.csv', stream: true, types: { total: 'number' } });
 */
export const readCsv = defineNode({
  type: 'read-csv',
  description: 'Reads a CSV file, as a list or as a stream of rows.',
  inputs: { path: PATH },
  outputs: { rows: rowsPort('The rows, as objects with a member for each column.') },
  settings: {
    stream: typed<boolean>(
      { type: 'boolean' },
      'Whether rows are read as they are needed, for files of any size.',
    ).default(false),
    delimiter: DELIMITER,
    columns: typed<readonly string[]>(
      NAMES,
      'Names of the columns, where the first line does not name them.',
    ).optional(),
    types: typed<Readonly<Record<string, ColumnType>>>(
      { type: 'object', additionalProperties: { type: 'string', enum: COLUMN_TYPES } },
      'What columns hold; a text where nothing is said. Empty values of other types are null.',
    ).default({}),
    encoding: ENCODING,
  },
  compile: (place) => {
    const { site, files } = filesAt(place);
    return async ({ path }, { settings, signal }) => {
      const { stream, delimiter, columns, types, encoding } = settings;
      const format: CsvFormat = { delimiter, columns, types };
      const reading = { path, encoding, files, site };
      if (stream) {
        const unbounded = { ...reading, maxBytes: Number.POSITIVE_INFINITY };
        return { rows: await streamRows(unbounded, format, signal) };
      }
      return { rows: await readRows({ ...reading, maxBytes: files.maxBytes }, format, signal) };
    };
  },
});

/**
 * Writes rows to a CSV file, as a whole or not at all: `path`, `rows` → `path`, `bytes`, `count`. A stream is written as it is
 * read.
 */
export const writeCsv = defineNode({
  type: 'write-csv',
  description: 'Writes a CSV file from a list or a stream of rows: as a whole, or not at all.',
  inputs: { path: PATH, rows: tablePort('The rows, as objects.') },
  outputs: { ...WRITTEN, count: typed<number>({ type: 'integer', minimum: 0 }, 'Rows written.') },
  settings: {
    columns: typed<readonly string[]>(
      NAMES,
      'The columns to write, in this order; all that the rows have where nothing is said.',
    ).optional(),
    header: typed<boolean>(
      { type: 'boolean' },
      'Whether the first line names the columns.',
    ).default(true),
    delimiter: DELIMITER,
    lineEnd: typed<'lf' | 'crlf'>(
      { type: 'string', enum: ['lf', 'crlf'] },
      'What ends a line.',
    ).default('lf'),
    escapeFormulas: typed<boolean>(
      { type: 'boolean' },
      'Whether values that a spreadsheet would take for formulas get an apostrophe in front.',
    ).default(false),
    encoding: ENCODING,
    ifExists: IF_EXISTS_SETTING,
  },
  compile: (place) => {
    const { site, files } = filesAt(place);
    return async ({ path, rows }, context) => {
      const { ifExists, ...style } = context.settings;
      const { signal } = context;
      const items = itemsAt('rows', rows, site, context);
      const writer = new CsvWriter({ ...style, columns: style.columns }, items, site);
      const chunks = writer.bytes(batchesOf(items, signal));
      const bytes = await replaceFile({ path, files, site, ifExists }, chunks, signal);
      return { path, bytes, count: writer.rows };
    };
  },
});
