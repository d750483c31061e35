import { describeValue, type NodeContext, runOf } from '@tenon/core';
import { failure, type Site } from '../failure.js';
import { type Row, RowStream } from './row-stream.js';

/** What nodes that go through items take: a list, or rows that are read as they are needed. */
export type Items = readonly unknown[] | RowStream;

/** What nodes that read or write tables take and give. */
export type Rows = readonly Row[] | RowStream;

/** What is at an input, if it is a list or a stream of rows. Throws ROWS_INVALID. */
export function itemsAt(input: string, value: unknown, site: Site, context: NodeContext): Items {
  if (Array.isArray(value) || RowStream.is(value)) return value as Items;
  throw failure(
    site,
    'ROWS_INVALID',
    `The input "${input}" of node "${site.id}" is ${shown(value, context)}.`,
    { hint: 'It takes a list, or a stream of rows such as read-csv gives.', port: input },
  );
}

/** A value as messages show it: without the secrets of the run. */
export function shown(value: unknown, context: NodeContext): string {
  const { mask } = runOf(context);
  return describeValue(mask === undefined ? value : mask.value(value));
}

/** How many items are gone through in one go, before the event loop turns. */
const BATCH = 1_000;

/** Items in batches, whatever they come from. */
export async function* batchesOf(
  items: Items,
  signal: AbortSignal,
): AsyncGenerator<readonly unknown[], void, undefined> {
  if (RowStream.is(items)) {
    yield* items.batches(signal);
    return;
  }
  for (let at = 0; at < items.length; at += BATCH) {
    signal.throwIfAborted();
    yield items.slice(at, at + BATCH);
  }
}
