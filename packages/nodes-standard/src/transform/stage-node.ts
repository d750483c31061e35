import type { NodeContext } from '@tenon/core';
import type { Items } from '../rows/items.js';
import { type Batch, RowStream } from '../rows/row-stream.js';
import { after, goThrough } from './go-through.js';
import type { ItemsOut } from './item-node.js';

/** Makes items of the next items; `from` is the place of the first of them. */
export type ItemStage = (batch: readonly unknown[], from: number) => readonly unknown[];

/** Applies a stage: to a list now, to a stream when it is read. `columns` says what a stream has afterwards. */
export function applyStage(
  items: Items,
  context: NodeContext,
  columns: (before: readonly string[]) => readonly string[],
  stage: ItemStage,
): ItemsOut | Promise<ItemsOut> {
  if (RowStream.is(items)) {
    const stream = items.through(columns(items.columns), () => {
      let from = 0;
      return (batch) => {
        const made = stage(batch, from) as Batch;
        from += batch.length;
        return made;
      };
    });
    return { items: stream };
  }
  const list: unknown[] = [];
  let from = 0;
  const pending = goThrough(items, context, (batch) => {
    for (const item of stage(batch, from)) list.push(item);
    from += batch.length;
  });
  return after(pending, () => ({ items: list }));
}
