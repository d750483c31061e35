import type { RuntimeError } from '../../errors/runtime-error.js';
import type { Ending, LoopDetails } from '../../plan/region.js';
import type { LoopMemory } from './loop-memory.js';
import type { VisitNotes } from './node-note.js';

/** Why a step took the ports it took, as its node told. */
export interface Routing {
  readonly taken: readonly string[];
  readonly because: unknown;
}

/** How the last run of a loop went. */
export interface LoopSummary {
  readonly iterations: number;
  readonly reason: Ending['reason'];
  readonly error: RuntimeError | undefined;
  readonly elapsedMs: number;
  /** What the loop's controller adds: the last iterations' outputs, say. */
  readonly details: LoopDetails;
}

/** What is noted of some steps only, by step. Most activations note nothing, and have none. */
export class StepNotes {
  readonly failures = new Map<number, RuntimeError>();
  readonly routings = new Map<number, Routing>();
  /** Calls of the step's function in its last visit, where a wrapper counted more than one. */
  readonly attempts = new Map<number, number>();
  /** What wrappers told of the step's visits. */
  readonly told = new Map<number, VisitNotes>();
  /** Steps that were cut off while they ran. */
  readonly begun = new Set<number>();
  /** Steps whose node never came back. */
  readonly abandoned = new Set<number>();
}

/** What is noted of the loops of an activation, by region. */
export class LoopNotes {
  readonly summaries = new Map<number, LoopSummary>();
  /** What its current run keeps from iteration to iteration. */
  readonly memories = new Map<number, LoopMemory>();
}
