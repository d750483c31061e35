import type { NodeContext } from '../../workflow/node-context.js';
import type { Activation } from '../result/activation.js';
import { visitOf } from './visit.js';

/** Something that a plugin tells of a visit: an attempt that failed, a breaker that was open. */
export interface NodeNote {
  /** The plugin that tells it. */
  readonly plugin: string;
  /** What has happened, in one word: `attemptFailed`. */
  readonly kind: string;
  /** The same in one sentence. `why` repeats it. */
  readonly text: string;
  /** The facts, by name. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** Of one visit the last so many are kept; those who read the events see all. */
const MOST_NOTES = 16;

/** The notes of the last visit that has any. */
export interface VisitNotes {
  /** How many visits had ended before it. */
  readonly after: number;
  readonly notes: NodeNote[];
}

/**
 * Tells something of the visit that a context belongs to: it is an event, and part of the outcome and of `why`. Secrets are
 * masked. What is left of a visit that was given up on tells nothing any more. Throws HOOK_MISUSE for an object that is
 * not the context the core made.
 */
export function noteOn(context: NodeContext, note: NodeNote): void {
  const { frame, step, isCancelled } = visitOf(context);
  if (isCancelled) return;
  const { run } = frame;
  const masked = Object.freeze(
    run.masked({ ...note, details: Object.freeze({ ...note.details }) }),
  );
  const { told } = frame.note();
  const after = visitsOf(frame, step.index);
  const known = told.get(step.index);
  if (known?.after === after) {
    known.notes.push(masked);
    if (known.notes.length > MOST_NOTES) known.notes.shift();
  } else told.set(step.index, { after, notes: [masked] });
  run.events?.emit({ type: 'nodeNoted', node: frame.pathOf(step.index).join('/'), note: masked });
}

/** What was told of the last visit of a step. */
export function notesOf(frame: Activation, step: number): readonly NodeNote[] {
  const told = frame.notes?.told.get(step);
  // An earlier visit's notes say nothing about one that went without.
  if (told === undefined || visitsOf(frame, step) > told.after + 1) return NO_NOTES;
  return Object.freeze([...told.notes]);
}

export const NO_NOTES: readonly NodeNote[] = Object.freeze([]);

/** How many visits of a step have ended; 0 where it has one at most. */
function visitsOf({ state }: Activation, step: number): number {
  return state.visits[step] ?? 0;
}
