/** Where in a file something is wrong, as far as it is known. Line and column count from 1. */
export interface DataPlace {
  readonly file: string;
  readonly line?: number;
  /** The number of the column, and its name where the header gives it one. */
  readonly column?: number;
  readonly name?: string;
}

/** Something is wrong with the data, and not with the program: shown without a stack trace. */
export class DataError extends Error {
  override readonly name = 'DataError';

  constructor(problem: string, { file, line, column, name }: DataPlace, cause?: unknown) {
    const at = [file, line, column].filter((part) => part !== undefined).join(':');
    const inColumn = name === undefined ? '' : ` in column "${name}"`;
    super(`${at}: ${problem}${inColumn}.`, cause === undefined ? {} : { cause });
  }
}
