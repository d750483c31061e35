import { readFile } from 'node:fs/promises';
import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';
import { CsvError, type InfoRecord } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { DataError } from './data-error.js';
import type { Day } from './day.js';
import { DayTable, type RowFilter } from './day-table.js';

/** Names standard input where a file is due. */
const STANDARD_INPUT = '-';

/** Reads the days of a CSV file in order of date. Throws DataError for what is wrong with the file. */
export async function readDays(
  file: string,
  only: RowFilter | undefined,
  signal: AbortSignal,
): Promise<readonly Day[]> {
  const isStandard = file === STANDARD_INPUT;
  const name = isStandard ? 'standard input' : file;
  try {
    const csv = isStandard
      ? await text(addAbortSignal(signal, process.stdin))
      : await readFile(file, { encoding: 'utf8', signal });
    return parseDays(csv, name, only);
  } catch (error) {
    throw dataError(error, name) ?? error;
  }
}

interface CsvRow {
  readonly record: readonly string[];
  readonly info: InfoRecord;
}

function parseDays(csv: string, file: string, only: RowFilter | undefined): readonly Day[] {
  const table = new DayTable(file, only);
  const rows = parse(csv, { bom: true, info: true, skip_empty_lines: true, trim: true });
  for (const { record, info } of rows as unknown as CsvRow[]) table.add(record, info.lines);
  return table.days();
}

/** What the file system and the parser complain of, in words for whoever named the file. */
function dataError(error: unknown, file: string): DataError | undefined {
  if (error instanceof CsvError) {
    const { lines, column, message } = error;
    const place = {
      file,
      ...(typeof lines === 'number' && { line: lines }),
      ...(typeof column === 'number' && { column: column + 1 }),
    };
    return new DataError(`this is no CSV: ${message.replace(/\.$/, '')}`, place, error);
  }
  const problem = PROBLEMS.get((error as NodeJS.ErrnoException).code);
  return problem === undefined ? undefined : new DataError(problem, { file }, error);
}

const PROBLEMS: ReadonlyMap<string | undefined, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EISDIR', 'this is a folder, not a file'],
  ['EACCES', 'this file may not be read'],
]);
