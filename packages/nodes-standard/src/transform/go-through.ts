import { type NodeContext, runOf } from '@tenon/core';
import { batchesOf, type Items } from '../rows/items.js';
import { RowStream } from '../rows/row-stream.js';

/** Items that are gone through at once; beyond them the event loop gets its turns, so that an abort is heard. */
const AT_ONCE = 10_000;

/**
 * Hands items on in batches: at once where they are a list that is not long, which answers no promise, otherwise with turns
 * of the event loop between them. A signal that is aborted ends it with its reason.
 */
export function goThrough(
  items: Items,
  context: NodeContext,
  take: (batch: readonly unknown[]) => void,
): Promise<void> | undefined {
  if (RowStream.is(items)) return eachBatch(items, context.signal, take);
  if (items.length > AT_ONCE) return inTurns(items, context, take);
  take(items);
  return undefined;
}

/** What is worked out when all items have been gone through. */
export function after<T>(pending: Promise<void> | undefined, result: () => T): T | Promise<T> {
  return pending === undefined ? result() : pending.then(result);
}

async function eachBatch(
  stream: RowStream,
  signal: AbortSignal,
  take: (batch: readonly unknown[]) => void,
): Promise<void> {
  for await (const batch of batchesOf(stream, signal)) take(batch);
}

async function inTurns(
  list: readonly unknown[],
  context: NodeContext,
  take: (batch: readonly unknown[]) => void,
): Promise<void> {
  const { signal } = context;
  const { clock } = runOf(context);
  for (let at = 0; at < list.length; at += AT_ONCE) {
    signal.throwIfAborted();
    take(list.slice(at, at + AT_ONCE));
    await new Promise<void>((resolve) => {
      clock.immediate(resolve);
    });
  }
  signal.throwIfAborted();
}
