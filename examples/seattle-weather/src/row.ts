import { DataError } from './data-error.js';

/** One row of a file, read by the names of its columns. Every reading throws DataError where it cannot be done. */
export class Row {
  readonly #file: string;
  readonly #header: readonly string[];
  readonly #fields: readonly string[];
  readonly line: number;

  constructor(file: string, header: readonly string[], fields: readonly string[], line: number) {
    this.#file = file;
    this.#header = header;
    this.#fields = fields;
    this.line = line;
  }

  text(name: string): string {
    const text = this.#fields[this.#header.indexOf(name)];
    if (text === undefined || text === '') throw this.error(name, 'a value is missing');
    return text;
  }

  number(name: string): number {
    const text = this.text(name);
    const value = Number(text);
    if (!Number.isFinite(value)) throw this.error(name, `"${text}" is no number`);
    return value;
  }

  date(name: string): string {
    const text = this.text(name);
    if (!isDate(text)) throw this.error(name, `"${text}" is no date like 2012-01-31`);
    return text;
  }

  error(name: string, problem: string): DataError {
    const column = this.#header.indexOf(name) + 1;
    return new DataError(problem, { file: this.#file, line: this.line, column, name });
  }
}

/** The round trip finds what `Date` is lenient about: 30 February. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
