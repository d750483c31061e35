import type { Written } from './written.js';

/**
 * A run as it went, as plain data: it can be written as JSON and read back. Made by {@link record}, played by
 * {@link replay}. Where several runs went on, it is theirs together.
 *
 * What is no JSON is written by its kind: `undefined`, numbers that JSON does not have, bigints, dates, Maps, Sets, bytes
 * and errors come back as they were. Anything else, a stream or an object of a class, is written as a description, which
 * cannot be played. No secret is in it: texts that hold one are masked, and secrets are written as what stands for them.
 */
export interface Recording {
  /** The version of this form. */
  readonly format: 1;
  /** The ids that were made, in order. */
  readonly ids: readonly string[];
  readonly events: readonly RecordedEvent[];
  /** Readings of the clock after the last event. */
  readonly readings?: Readings;
}

/** Readings of the clock, in order. */
export interface Readings {
  /** Of `now()`, in its milliseconds. */
  readonly now?: readonly number[];
  /** Of `date()`, in milliseconds since 1970. */
  readonly date?: readonly number[];
}

/** Something that moved a run. Readings are those that the runtime made between the event before and this one. */
export type RecordedEvent = { readonly readings?: Readings } & (
  | RecordedBegin
  | RecordedEnd
  | RecordedTimer
);

/** Which call of a node's function it is. */
export interface RecordedCall {
  /** Which run, from 1, in the order of their first nodes. */
  readonly run: number;
  /** The ids that lead to the node: `sub/node`. */
  readonly node: string;
  /** How often its function has been called in this run, from 1: over iterations and attempts. */
  readonly call: number;
}

/** The function of a node was called. */
export interface RecordedBegin extends RecordedCall {
  readonly type: 'begin';
  readonly inputs: Written;
}

/** The function of a node answered, or failed. */
export interface RecordedEnd extends RecordedCall {
  readonly type: 'end';
  /** Whether it answered by a promise. */
  readonly isLate: boolean;
  readonly outputs?: Written;
  /** Of a node that routes: the ports it took, and why. */
  readonly taken?: readonly string[];
  readonly because?: Written;
  /** What it failed with, in place of outputs. */
  readonly thrown?: Written;
  /** Readings of the clock that the function made. */
  readonly own?: Readings;
}

/** A timer or an immediate of the runtime or of a plugin fired. */
export interface RecordedTimer {
  readonly type: 'timer';
  /** Which one, from 1, in the order in which they were set. */
  readonly timer: number;
}
