import { Routed, type Run } from '@tenon/core';
import { readValue } from './read-value.js';
import type { RecordedEnd } from './recording.js';
import { writeValue } from './write-value.js';
import type { Written } from './written.js';

/** What a call of a node's function came to. */
export type Answer = { readonly returned: unknown } | { readonly thrown: unknown };

/** An answer as a recording has it. */
export type WrittenAnswer = Pick<RecordedEnd, 'outputs' | 'taken' | 'because' | 'thrown'>;

/** Writes a value of a run without the run's secrets. */
export function writeOf(run: Run, value: unknown): Written {
  return writeValue(run.mask === undefined ? value : run.mask.value(value));
}

/** Writes what a call came to, without the run's secrets. */
export function writeAnswer(run: Run, answer: Answer): WrittenAnswer {
  if ('thrown' in answer) return { thrown: writeOf(run, answer.thrown) };
  const { returned } = answer;
  if (!Routed.is(returned)) return { outputs: writeOf(run, returned) };
  const { outputs, taken, because } = returned;
  return {
    outputs: writeOf(run, outputs),
    taken: [...taken],
    ...(because !== undefined && { because: writeOf(run, reasonOf(run, because)) }),
  };
}

/** A reason may be a function, which takes the run's mask. */
function reasonOf(run: Run, because: unknown): unknown {
  return typeof because === 'function'
    ? (because as (mask: Run['mask']) => unknown)(run.mask)
    : because;
}

/** What a call came to, as it was; `opaque` says what in it was only described. */
export function readAnswer({ outputs, taken, because, thrown }: WrittenAnswer): {
  readonly answer: Answer;
  readonly opaque: string | undefined;
} {
  if (thrown !== undefined) {
    const { value, opaque } = readValue(thrown);
    return { answer: { thrown: value }, opaque };
  }
  const { value, opaque } = readValue(outputs ?? null);
  if (taken === undefined) return { answer: { returned: value }, opaque };
  // What only explains is left out where it cannot be read.
  const reason = because === undefined ? undefined : readValue(because).value;
  const routed: unknown = new Routed<unknown>(value as never, taken as never, reason);
  return { answer: { returned: routed }, opaque };
}
