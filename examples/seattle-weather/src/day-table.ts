import { DataError } from './data-error.js';
import type { Day } from './day.js';
import { Row } from './row.js';

/** The columns a file must have, in any order, among any others. */
const COLUMNS = ['date', 'precipitation', 'temp_max', 'temp_min', 'wind', 'weather'];

/** Keeps the rows whose column has this value. */
export interface RowFilter {
  readonly column: string;
  readonly value: string;
}

/** Collects days row by row; the first row is the header. Throws DataError for what is wrong with one. */
export class DayTable {
  readonly #file: string;
  readonly #only: RowFilter | undefined;
  readonly #days = new Map<string, { readonly day: Day; readonly line: number }>();
  #header: readonly string[] | undefined;

  constructor(file: string, only: RowFilter | undefined) {
    this.#file = file;
    this.#only = only;
  }

  add(fields: readonly string[], line: number): void {
    if (this.#header === undefined) {
      this.#checkHeader(fields, line);
      this.#header = fields;
      return;
    }
    const row = new Row(this.#file, this.#header, fields, line);
    if (this.#only !== undefined && row.text(this.#only.column) !== this.#only.value) return;
    const day = dayOf(row);
    const twin = this.#days.get(day.date);
    if (twin !== undefined) {
      throw row.error('date', `"${day.date}" stands in line ${String(twin.line)} as well`);
    }
    this.#days.set(day.date, { day, line });
  }

  /** The days in order of date. */
  days(): readonly Day[] {
    if (this.#header === undefined) throw new DataError('the file is empty', { file: this.#file });
    if (this.#days.size === 0) {
      const which = this.#only && ` with "${this.#only.value}" in column "${this.#only.column}"`;
      throw new DataError(`there are no days${which ?? ''}`, { file: this.#file });
    }
    const dates = [...this.#days.keys()].sort();
    return dates.flatMap((date) => this.#days.get(date)?.day ?? []);
  }

  #checkHeader(header: readonly string[], line: number): void {
    const needed = this.#only === undefined ? COLUMNS : [...COLUMNS, this.#only.column];
    const missing = needed.filter((name) => !header.includes(name));
    if (missing.length === 0) return;
    throw new DataError(`the header lacks ${listOf(missing)}; it has ${listOf(header)}`, {
      file: this.#file,
      line,
    });
  }
}

function listOf(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

function dayOf(row: Row): Day {
  return {
    date: row.date('date'),
    precipitation: row.number('precipitation'),
    high: row.number('temp_max'),
    low: row.number('temp_min'),
    wind: row.number('wind'),
    kind: row.text('weather'),
  };
}
