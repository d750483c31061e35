import { describeValue, didYouMean, quoteList } from '@tenon/core';
import type { Site } from '../failure.js';
import { failure } from '../failure.js';
import type { Row } from '../rows/row-stream.js';

/** What the values of a column are read as. A value that is empty is `null`, but for texts. */
export const COLUMN_TYPES = ['text', 'number', 'integer', 'boolean', 'json'] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];

/** How a CSV file is read. */
export interface CsvFormat {
  readonly delimiter: string;
  /** Names of the columns, where the file has no line with them. */
  readonly columns: readonly string[] | undefined;
  readonly types: Readonly<Record<string, ColumnType>>;
}

/** Makes a row of the values of one line. `number` counts rows from 1. */
export type RowMaker = (values: readonly string[], number: number) => Row;

/** What makes rows with these columns. Throws CSV_INVALID where names are empty or alike, or a type is of no column. */
export function rowMaker(columns: readonly string[], format: CsvFormat, site: Site): RowMaker {
  checkColumns(columns, format, site);
  const convert = columns.map((name) => {
    const type = Object.hasOwn(format.types, name) ? format.types[name] : undefined;
    return type === undefined || type === 'text' ? undefined : CONVERSIONS[type];
  });
  const put = columns.includes('__proto__') ? define : assign;
  return (values, number) => {
    const row: Record<string, unknown> = {};
    for (let i = 0; i < columns.length; i++) {
      const name = columns[i] as string;
      const text = values[i] as string;
      const conversion = convert[i];
      if (conversion === undefined) put(row, name, text);
      else {
        const value = text === '' ? null : conversion(text);
        if (value === undefined) throw misfit(name, text, number, format, site);
        put(row, name, value);
      }
    }
    return row;
  };
}

/** A decimal number as people and programs write it; no hexadecimal, no "Infinity". */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** What a text stands for, or `undefined` where it stands for nothing of the type. */
const CONVERSIONS: Readonly<Record<Exclude<ColumnType, 'text'>, (text: string) => unknown>> = {
  number: finite,
  integer: (text) => {
    const value = finite(text);
    return Number.isSafeInteger(value) ? value : undefined;
  },
  boolean: (text) => BOOLEANS.get(text.toLowerCase()),
  json: (text) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return undefined;
    }
  },
};

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

function finite(text: string): number | undefined {
  const trimmed = text.trim();
  if (!NUMBER.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : undefined;
}

function assign(row: Record<string, unknown>, name: string, value: unknown): void {
  row[name] = value;
}

function define(row: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(row, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

function checkColumns(columns: readonly string[], { types }: CsvFormat, site: Site): void {
  const known = new Set<string>();
  for (const [at, name] of columns.entries()) {
    if (name === '' || known.has(name)) {
      const what = name === '' ? 'has no name' : `is named ${describeValue(name)} as another is`;
      throw failure(
        site,
        'CSV_INVALID',
        `Column ${String(at + 1)} of the CSV that node "${site.id}" reads ${what}.`,
        { hint: 'Give each column a name of its own; state "columns" where the file names none.' },
      );
    }
    known.add(name);
  }
  for (const name of Object.keys(types)) {
    if (known.has(name)) continue;
    throw failure(
      site,
      'CSV_INVALID',
      `Node "${site.id}" states a type for the column ${describeValue(name)}, which the CSV does not have.`,
      {
        hint: didYouMean(name, columns) || `Its columns: ${quoteList(columns)}.`,
        port: 'types',
      },
    );
  }
}

function misfit(name: string, text: string, row: number, { types }: CsvFormat, site: Site): Error {
  return failure(
    site,
    'CSV_INVALID',
    `Row ${String(row)} of the CSV that node "${site.id}" reads has ${describeValue(text)} in column ${describeValue(name)}, which is no ${String(types[name])}.`,
    { hint: 'Correct the value, or read the column as "text".' },
  );
}
