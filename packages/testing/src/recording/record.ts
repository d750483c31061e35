import { type Clock, checkOptionNames, type IdSource, SystemClock, UuidSource } from '@tenon/core';
import { Recorder } from './recorder.js';
import type { Recording } from './recording.js';
import type { Tape } from './tape.js';

/** What {@link record} may be told. */
export interface RecordOptions {
  /** The clock that is read. Default: that of the machine. */
  readonly clock?: Clock;
  /** Where ids come from. Default: random ones. */
  readonly ids?: IdSource;
}

/** A recording, and what the test answered while it was made. */
export interface Recorded<T> {
  readonly recording: Recording;
  readonly answer: T;
}

/**
 * Records a test that runs workflows: every call of a node's function with its inputs and what came of it, the order of
 * all this, the timers that fired, what the clock said, and the ids that were made. {@link replay} runs the same test
 * against it.
 *
 * The test waits for its runs and for nothing else; what it does at some time it does by the clock of the tape. While it is
 * recorded, one thing at a time moves its runs: nodes still work at the same time, and come back one after another.
 *
 * *Gotchas*: random numbers, and clocks that nodes read past the runtime's, are not on the tape: only outputs tell of them.
 * Hooks and services are called again in a replay. What the test itself fails with is thrown as it is. Throws
 * OPTION_INVALID.
 *
 * @example
 * const test = ({ plugin }: Tape) => aRuntime({ plugins: [plugin] }).runtime.execute(flow);
 * const { recording } = await record(test);
 * await writeFile('run.json', JSON.stringify(recording));
 */
export async function record<T>(
  test: (tape: Tape) => T | PromiseLike<T>,
  options: RecordOptions = {},
): Promise<Recorded<T>> {
  checkOptionNames(options, ['clock', 'ids'], 'record');
  const { clock = new SystemClock(), ids = new UuidSource() } = options;
  const recorder = new Recorder(clock, ids);
  try {
    const answer = await test(recorder.tape);
    return { recording: recorder.finish(), answer };
  } finally {
    recorder.finish();
  }
}
