import { checkOptionNames, describeValue, didYouMean, RuntimeError } from '@tenon/core';
import { Player } from './player.js';
import type { Recording } from './recording.js';
import type { Tape } from './tape.js';

/** What {@link replay} may be told. */
export interface ReplayOptions {
  /**
   * Nodes whose functions are called again, by the ids that lead to them: `sub/node`; or all. What they answer is compared
   * with the recording. Nobody's function is called where nothing is said.
   */
  readonly call?: readonly string[] | 'all';
  /** How many milliseconds nothing may happen where the recording expects something. Default 1,000. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 1000;

/**
 * Runs a test again against a recording: calls of nodes' functions are answered from it, in the order in which they were,
 * timers fire when they did, and clock and ids say what they said. No real time passes. Answers what the test answers.
 *
 * Throws REPLAY_DIVERGED where the test goes another way, with the step of the recording, what was expected there and
 * what came: another node, other inputs, another answer of a function that is called again, more or less than there was.
 * Throws RECORDING_OPAQUE where an answer is needed that is no data, RECORDING_INVALID, and OPTION_INVALID.
 *
 * *When to use*: to look again at a run that went wrong; to find out whether a change leaves recorded runs as they were.
 *
 * @example
 * const recording = JSON.parse(await readFile('run.json', 'utf8')) as Recording;
 * const { results } = await replay(recording, test);
 * await replay(recording, test, { call: ['price'] }); // does it still answer the same?
 */
export async function replay<T>(
  recording: Recording,
  test: (tape: Tape) => T | PromiseLike<T>,
  options: ReplayOptions = {},
): Promise<T> {
  checkOptionNames(options, ['call', 'patienceMs'], 'replay');
  const { call = [], patienceMs = PATIENCE_MS } = options;
  checkRecording(recording);
  const player = new Player(recording, calledAmong(recording, call), patienceMs);
  void player.play();
  const running = Promise.resolve().then(() => test(player.tape));
  try {
    return await Promise.race([player.failed, running]);
  } finally {
    // What the test fails with because the replay diverges says less than how it diverges.
    player.finish();
  }
}

function checkRecording(recording: unknown): void {
  const { format, ids, events } = Object(recording) as Partial<Record<keyof Recording, unknown>>;
  if (format === 1 && Array.isArray(ids) && Array.isArray(events)) return;
  throw new RuntimeError('RECORDING_INVALID', `${describeValue(recording)} is no recording.`, {
    hint: 'Give what "record" answered as "recording", or what its JSON reads as.',
  });
}

function calledAmong(
  { events }: Recording,
  call: readonly string[] | 'all',
): (node: string) => boolean {
  if (call === 'all') return () => true;
  const names = new Set(events.flatMap((event) => (event.type === 'timer' ? [] : [event.node])));
  const unknown = call.find((name) => !names.has(name));
  if (unknown !== undefined) {
    throw new RuntimeError('OPTION_INVALID', `The recording has no call of a node "${unknown}".`, {
      hint: didYouMean(unknown, names) || 'Name nodes by the ids that lead to them: sub/node.',
    });
  }
  const called = new Set(call);
  return (node) => called.has(node);
}
