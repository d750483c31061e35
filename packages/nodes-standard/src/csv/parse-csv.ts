import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RuntimeError } from '@tenon/core';
import type { Options, Parser } from 'csv-parse';
import { failure, type Site } from '../failure.js';

/** Lines of a CSV file as lists of texts, some at once. */
export type Lines = readonly (readonly string[])[];

/** Lines in one batch at most. */
const BATCH = 1_000;

/** The longest line in characters: a quote that is never closed would otherwise gather the rest of the file. */
const LONGEST_LINE = 10 * 1024 * 1024;

/**
 * The lines of CSV text (RFC 4180: values in quotes may hold delimiters and line ends), all with as many values as the first.
 * Lines without anything are left out. Throws CSV_INVALID, and what reading the text throws.
 */
export async function* linesOf(
  text: AsyncIterable<string>,
  delimiter: string,
  site: Site,
): AsyncGenerator<Lines, void, undefined> {
  const { parse } = await import('csv-parse');
  const options: Options = {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    max_record_size: LONGEST_LINE,
  };
  const source = new Source(text, parse(options));
  try {
    for (let lines = await source.next(); lines !== undefined; lines = await source.next()) {
      yield lines;
    }
  } catch (error) {
    throw csvError(error, site);
  } finally {
    await source.close();
  }
}

/** Moves lines in batches: one promise for many of them, where the iterator of the stream makes one for each. */
class Source {
  readonly #parser: Parser;
  readonly #done: Promise<void>;
  #isEnded = false;
  #failure: { readonly error: unknown } | undefined;
  #wake: (() => void) | undefined;

  constructor(text: AsyncIterable<string>, parser: Parser) {
    this.#parser = parser;
    const wake = () => this.#wake?.();
    parser.on('readable', wake).on('end', () => {
      this.#isEnded = true;
      wake();
    });
    this.#done = pipeline(
      Readable.from(text, { objectMode: true, highWaterMark: 1 }),
      parser,
    ).catch((error: unknown) => {
      this.#failure = { error };
      wake();
    });
  }

  /** The next lines; `undefined` at the end. */
  async next(): Promise<Lines | undefined> {
    for (;;) {
      const lines = this.#take();
      if (lines.length > 0) return lines;
      if (this.#failure !== undefined) throw this.#failure.error;
      if (this.#isEnded) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async close(): Promise<void> {
    this.#parser.destroy();
    await this.#done;
  }

  #take(): Lines {
    const lines: (readonly string[])[] = [];
    while (lines.length < BATCH) {
      const line = this.#parser.read() as readonly string[] | null;
      if (line === null) break;
      lines.push(line);
    }
    return lines;
  }
}

/** What the library says of a file, in our words: its own show values. */
function csvError(error: unknown, site: Site): unknown {
  const { code, lines } = error as { readonly code?: unknown; readonly lines?: unknown };
  if (RuntimeError.is(error) || typeof code !== 'string' || !/^CSV_|_QUOTE$/.test(code))
    return error;
  const place = typeof lines === 'number' ? `Line ${String(lines)}` : 'A line';
  return failure(
    site,
    'CSV_INVALID',
    `${place} of the CSV that node "${site.id}" reads ${REASONS.get(code) ?? `is wrong (${code})`}.`,
    { cause: error, hint: 'Correct the file, or the "delimiter" of the node.' },
  );
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['CSV_RECORD_INCONSISTENT_FIELDS_LENGTH', 'has more or fewer values than the first'],
  ['CSV_RECORD_INCONSISTENT_COLUMNS', 'has more or fewer values than the first'],
  ['CSV_QUOTE_NOT_CLOSED', 'begins a value in quotes that never ends'],
  ['CSV_INVALID_CLOSING_QUOTE', 'goes on after the quote that ends a value'],
  ['INVALID_OPENING_QUOTE', 'has a quote inside a value that does not begin with one'],
  ['CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE', 'goes on after the quote that ends a value'],
  ['CSV_MAX_RECORD_SIZE', `has more than ${String(LONGEST_LINE)} characters`],
]);
