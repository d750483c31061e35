import { RuntimeError } from '@tenon/core';
import { differenceText, firstDifference } from '../values/first-difference.js';
import type { RecordedCall, RecordedEvent } from './recording.js';

/** A place in a recording. */
export interface Step {
  /** Its number, from 1. */
  readonly at: number;
  /** What was recorded there; `undefined` behind the end. */
  readonly event: RecordedEvent | undefined;
}

/** The error of a replay that goes another way: names the step, what was expected there, and what came. */
export function diverged(step: Step, came: string, node?: string): RuntimeError {
  const { at, event } = step;
  const message = `The replay diverges at step ${String(at)} of the recording: ${expectedText(event)} was expected, and ${came}.`;
  return new RuntimeError('REPLAY_DIVERGED', message, {
    hint: 'Correct what has changed since, or record the run again.',
    where: node === undefined ? {} : { node },
  });
}

/** The error of a step that came with another value; `undefined` where it is the same. */
export function divergedIn(
  what: string,
  expected: unknown,
  actual: unknown,
  step: Step,
  call: RecordedCall,
): RuntimeError | undefined {
  const difference = firstDifference(expected, actual);
  if (difference === undefined) return undefined;
  return diverged(
    step,
    `${callText(call)} came with ${what} in which ${differenceText(difference)}`,
    call.node,
  );
}

/** A call in words: `node "pay"`, and which call it is where there are several. */
export function callText({ run, node, call }: RecordedCall): string {
  const count = call > 1 ? `, call ${String(call)}` : '';
  const place = run > 1 ? ` of run ${String(run)}` : '';
  return `node "${node}"${place}${count}`;
}

function expectedText(event: RecordedEvent | undefined): string {
  if (event === undefined) return 'nothing more';
  if (event.type === 'timer') return `timer ${String(event.timer)}`;
  return `${event.type === 'begin' ? 'the call of' : 'the answer of'} ${callText(event)}`;
}
