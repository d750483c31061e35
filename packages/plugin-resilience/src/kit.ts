import { type Calls, type Clock, messageOf, type NodeContext, noteOn } from '@tenon/core';
import type { Breakers } from './breaker/breakers.js';
import type { Bulkheads } from './bulkhead/bulkheads.js';
import type { ResilienceHooks } from './hooks.js';
import { NAME } from './policy/policy-of.js';
import type { RandomSource } from './random-source.js';

/** What the wrappers of a runtime share. */
export interface Kit {
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly breakers: Breakers;
  readonly bulkheads: Bulkheads;
  readonly calls: Calls<ReturnType<typeof ResilienceHooks.create>>;
}

/** The node that a wrapper stands around. */
export interface Site {
  readonly node: string;
  readonly workflow: string;
  readonly type: string;
}

/** What has happened at a visit, in one word. */
export type NoteKind =
  | 'attemptFailed'
  | 'attemptsEnded'
  | 'attemptSucceeded'
  | 'breakerChanged'
  | 'breakerRefused'
  | 'bulkheadRefused'
  | 'fallbackTaken';

/** Tells it: on the event stream, in the outcome and in `why`. */
export function tell(
  context: NodeContext,
  kind: NoteKind,
  text: string,
  details: Readonly<Record<string, unknown>>,
): void {
  noteOn(context, { plugin: NAME, kind, text, details });
}

/** What an error says, as the end of a sentence. */
export function saying(error: unknown): string {
  return messageOf(error).replace(/\.$/, '');
}

/** Milliseconds for people: whole ones. */
export function inMs(ms: number): string {
  return `${String(Math.round(ms))} ms`;
}
