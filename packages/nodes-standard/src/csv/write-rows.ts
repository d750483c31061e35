import { describeValue, didYouMean, isSecretValue, ownValue, quoteList } from '@tenon/core';
import type { Options } from 'csv-stringify/sync';
import { failure, type Site } from '../failure.js';
import { type Encoding, encode } from '../files/encoding.js';
import { RowStream } from '../rows/row-stream.js';

/** How a CSV file is written. */
export interface CsvStyle {
  readonly delimiter: string;
  /** The columns in order; those of the rows where nothing is said. */
  readonly columns: readonly string[] | undefined;
  /** Whether the first line names the columns. */
  readonly header: boolean;
  readonly lineEnd: 'lf' | 'crlf';
  /** Whether values that a spreadsheet would take for formulas are made texts. */
  readonly escapeFormulas: boolean;
  readonly encoding: Encoding;
}

/** Turns batches of rows into the bytes of a CSV file, and counts the rows. */
export class CsvWriter {
  rows = 0;
  readonly #style: CsvStyle;
  readonly #site: Site;
  /** Whether the author states the columns, so that others are left out. */
  readonly #isChosen: boolean;
  #columns: readonly string[] | undefined;

  constructor(style: CsvStyle, source: unknown, site: Site) {
    this.#style = style;
    this.#site = site;
    this.#isChosen = style.columns !== undefined;
    this.#columns = columnsFor(style, source, site);
  }

  async *bytes(
    batches: AsyncIterable<readonly unknown[]>,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const { stringify } = await import('csv-stringify/sync');
    const { delimiter, lineEnd, escapeFormulas, encoding, header } = this.#style;
    const options: Options = {
      delimiter,
      record_delimiter: lineEnd === 'crlf' ? 'windows' : 'unix',
      quoted_match: LINE_END,
      escape_formulas: escapeFormulas,
    };
    const written = (lines: readonly (readonly string[])[]) => {
      // Without quotes, a single value that is empty would be an empty line, which readers leave out.
      const quoted_empty = lines[0]?.length === 1;
      return encode(stringify([...lines], { ...options, quoted_empty }), encoding, this.#site);
    };
    let isFirst = header;
    for await (const batch of batches) {
      const lines = batch.map((row) => this.#line(row));
      if (isFirst) lines.unshift([...(this.#columns ?? [])]);
      isFirst = false;
      if (lines.length > 0) yield written(lines);
    }
    if (isFirst && this.#columns !== undefined) yield written([this.#columns]);
  }

  #line(row: unknown): string[] {
    const at = this.rows++;
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      throw invalid(this.#site, at, `is ${describeValue(row)} and no row`, 'Rows are objects.');
    }
    this.#columns ??= Object.freeze(Object.keys(row));
    const columns = this.#columns;
    let found = 0;
    const line = columns.map((name) => {
      const value = ownValue(row, name);
      if (value === undefined) {
        if (Object.hasOwn(row, name)) found++;
        return '';
      }
      found++;
      return cell(value, at, name, this.#site);
    });
    if (!this.#isChosen && Object.keys(row).length > found) throw this.#surplus(row, at, columns);
    return line;
  }

  #surplus(row: object, at: number, columns: readonly string[]): Error {
    const known = new Set(columns);
    const more = Object.keys(row).filter((name) => !known.has(name));
    return invalid(
      this.#site,
      at,
      `has ${quoteList(more, 'and', 3)}, which the rows before it do not have`,
      'State the "columns" to write.',
    );
  }
}

const LINE_END = /[\r\n]/;

function columnsFor(
  { columns }: CsvStyle,
  source: unknown,
  site: Site,
): readonly string[] | undefined {
  if (!RowStream.is(source)) return columns;
  for (const name of columns ?? []) {
    if (source.columns.includes(name)) continue;
    throw failure(
      site,
      'ROWS_INVALID',
      `Node "${site.id}" is to write a column ${describeValue(name)}, which its rows do not have.`,
      {
        hint: didYouMean(name, source.columns) || `They have ${quoteList(source.columns)}.`,
        port: 'columns',
      },
    );
  }
  return columns ?? source.columns;
}

/** A value as it stands in a file: lists and objects as JSON, and nothing for `null`. */
function cell(value: unknown, at: number, column: string, site: Site): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') {
    return String(value);
  }
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  if (isSecretValue(value)) return String(value);
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    // told below
  }
  if (text !== undefined) return text;
  throw invalid(
    site,
    at,
    `has in column ${describeValue(column)} what cannot be written`,
    'Cells hold texts, numbers, booleans, null, and data that is JSON.',
  );
}

function invalid(site: Site, at: number, what: string, hint: string): Error {
  return failure(
    site,
    'ROWS_INVALID',
    `Item ${String(at)} of the rows that node "${site.id}" is to write ${what}.`,
    { hint, port: 'rows' },
  );
}
