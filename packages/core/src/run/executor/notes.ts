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
  #failures: Map<number, RuntimeError> | undefined;
  #attempts: Map<number, number> | undefined;
  #told: Map<number, VisitNotes> | undefined;
  #begun: Set<number> | undefined;
  #abandoned: Set<number> | undefined;

  get failures(): Map<number, RuntimeError> {
    return (this.#failures ??= new Map());
  }

  /** Calls of the step's function in its last visit, where a wrapper counted more than one. */
  get attempts(): Map<number, number> {
    return (this.#attempts ??= new Map());
  }

  /** What wrappers told of the step's visits. */
  get told(): Map<number, VisitNotes> {
    return (this.#told ??= new Map());
  }

  /** Steps that were cut off while they ran. */
  get begun(): Set<number> {
    return (this.#begun ??= new Set());
  }

  /** Steps whose node never came back. */
  get abandoned(): Set<number> {
    return (this.#abandoned ??= new Set());
  }
}

/** What is noted of the loops of an activation, by region. */
export class LoopNotes {
  readonly summaries = new Map<number, LoopSummary>();
  /** What its current run keeps from iteration to iteration. */
  readonly memories = new Map<number, LoopMemory>();
}
