import { inspect } from 'node:util';

const BRAND = Symbol.for('tenon.RowStream');

/** One row: values by the names of columns. */
export type Row = Readonly<Record<string, unknown>>;

/** Some rows at once: streams move them in batches, so that a row costs no promise. */
export type Batch = readonly Row[];

/** Makes what is done with the batches of one opening, and may keep what it counts. */
export type Stage = () => (batch: Batch) => Batch;

/**
 * Rows that are read when they are asked for, and each time anew: what travels over a connection is where rows come from,
 * not the rows. Any number of nodes may read one stream, at their own pace, and memory holds a batch for each. A dry run
 * reads none, and isolation hands it on as it is.
 *
 * What goes wrong while it is read fails the node that reads, with an error that names the node it comes from.
 */
export class RowStream implements AsyncIterable<Row> {
  /** The names of the columns, in order. */
  readonly columns: readonly string[];
  readonly #open: (signal?: AbortSignal) => AsyncIterable<Batch>;

  constructor(columns: readonly string[], open: (signal?: AbortSignal) => AsyncIterable<Batch>) {
    this.columns = Object.freeze([...columns]);
    this.#open = open;
    Object.defineProperty(this, BRAND, { value: true });
    Object.freeze(this);
  }

  /** Whether a value is a stream of rows, also one of another copy of the package. */
  static is(value: unknown): value is RowStream {
    return typeof value === 'object' && value !== null && Object.hasOwn(value, BRAND);
  }

  /** The rows from the first on, in batches. A signal that is aborted ends it with its reason. */
  async *batches(signal?: AbortSignal): AsyncGenerator<Batch, void, undefined> {
    signal?.throwIfAborted();
    for await (const batch of this.#open(signal)) {
      signal?.throwIfAborted();
      if (batch.length > 0) yield batch;
    }
  }

  /** The rows from the first on, one by one. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Row, void, undefined> {
    for await (const batch of this.batches()) yield* batch;
  }

  /** A stream of what a stage makes of each batch. Nothing is read for it. */
  through(columns: readonly string[], stage: Stage): RowStream {
    return new RowStream(columns, (signal) => staged(this.batches(signal), stage()));
  }

  toJSON(): string {
    return this.toString();
  }

  toString(): string {
    return `[rows of ${this.columns.join(', ')}]`;
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

async function* staged(
  batches: AsyncIterable<Batch>,
  apply: ReturnType<Stage>,
): AsyncGenerator<Batch, void, undefined> {
  for await (const batch of batches) yield apply(batch);
}
