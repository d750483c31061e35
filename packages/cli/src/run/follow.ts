import type { RunHandle } from '@tenon/core';
import type { Io } from '../io/io.js';
import { eventRecord } from '../json/event-record.js';
import { jsonText } from '../json/json-text.js';
import type { ProgressView } from '../progress/view.js';

/** Events that are kept for who is slower than the run: some hundred megabytes at most. */
export const MOST_EVENTS = 1_000_000;

/** Hands the events of a run on until there are no more: to a view, or to stdout as JSON. Answers how many were lost. */
export async function follow(
  io: Pick<Io, 'stdout' | 'onClosed'>,
  handle: RunHandle,
  view: ProgressView | undefined,
): Promise<number> {
  const events = handle.events({ buffer: MOST_EVENTS });
  for await (const event of events) {
    if (view !== undefined) view.event(event);
    else if (!io.stdout.destroyed && !io.stdout.write(`${jsonText(eventRecord(event))}\n`)) {
      await drained(io);
    }
  }
  return events.dropped;
}

/** Waits until a slow reader has caught up, or has gone away. */
function drained({ stdout, onClosed }: Pick<Io, 'stdout' | 'onClosed'>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stdout.off('drain', done);
      stdout.off('close', done);
      release();
      resolve();
    };
    const release = onClosed(done);
    stdout.once('drain', done);
    stdout.once('close', done);
    if (stdout.destroyed) done();
  });
}
