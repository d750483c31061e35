import type { Plan } from '../../plan/plan.js';
import type { StopCause } from '../active-run.js';
import type { Frame } from '../executor/frame.js';
import type { Inputs } from '../executor/gather.js';
import type { LoopNotes, Routing, StepNotes } from '../executor/notes.js';
import type { Masker } from '../masking/mask.js';
import type { State } from '../scheduler/state.js';

/** What outcomes are read from: an activation of a plan as long as it goes on, and afterwards what is left of it. */
export interface Activation {
  readonly plan: Plan;
  readonly state: State;
  /** By step: the outputs of its last completed visit. */
  readonly outputs: readonly (Readonly<Inputs> | undefined)[];
  /** By step: the ports it took in its last visit, as its node told; `undefined` where none has told any. */
  readonly routings: readonly (Routing | undefined)[] | undefined;
  /** Noted of steps that failed or were cut off; `undefined` where there are none. */
  readonly notes: StepNotes | undefined;
  /** Noted of loops; `undefined` where the plan has none. */
  readonly loops: LoopNotes | undefined;
  /** The last activation of each sub-workflow step; `undefined` where there are none. */
  readonly children: ReadonlyMap<number, Activation> | undefined;
  /** By step: when its last visit began and ended, in the clock's milliseconds; empty where timing is off. */
  readonly startedAt: Float64Array;
  readonly endedAt: Float64Array;
  /** Why the run was stopped, where it was. */
  readonly stopped: StopCause | undefined;
  /** Whether it was told to stop. */
  readonly isAborted: boolean;
  /** Of a run that has secrets. */
  readonly mask: Masker | undefined;
}

/**
 * What is left of an activation that is over. A result that somebody holds holds this, and not the run with its options,
 * services and limits.
 */
export class Remains implements Activation {
  readonly plan: Plan;
  readonly state: State;
  readonly outputs: Activation['outputs'];
  readonly routings: Activation['routings'];
  readonly notes: StepNotes | undefined;
  readonly loops: LoopNotes | undefined;
  readonly children: Activation['children'];
  readonly startedAt: Float64Array;
  readonly endedAt: Float64Array;
  readonly stopped: StopCause | undefined;
  readonly isAborted: boolean;
  readonly mask: Masker | undefined;

  constructor(frame: Frame) {
    this.plan = frame.plan;
    this.state = frame.state;
    this.outputs = frame.outputs;
    this.routings = frame.routings;
    this.notes = frame.notes;
    this.loops = frame.loops;
    this.children = frame.children;
    this.startedAt = frame.startedAt;
    this.endedAt = frame.endedAt;
    this.stopped = frame.stopped;
    this.isAborted = frame.isAborted;
    this.mask = frame.mask;
  }
}
