import type { Connection } from './connection.js';

/** What a loop's condition sees: the outputs of the body's nodes by id, and where the loop stands. */
export interface LoopView {
  /** Each node of the body by id, with its outputs of this iteration; `null` where it was skipped. */
  readonly nodes: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
  /** The same of the last iteration; `null` in the first. */
  readonly previous: LoopView['nodes'] | null;
  /** The iteration, from 1. */
  readonly iteration: number;
  readonly elapsedMs: number;
}

/** Asked after each iteration: CEL text, or a function. */
export type LoopCondition = string | ((view: LoopView) => boolean | PromiseLike<boolean>);

/** How a loop ends. */
export interface LoopLimits {
  /** Iterations at most; 1,000 where nothing is said. */
  readonly maxIterations?: number;
  /** The loop ends when this holds. */
  readonly until?: LoopCondition;
  /** The loop ends when this no longer holds. */
  readonly while?: LoopCondition;
  /** Milliseconds at most, across all iterations. */
  readonly timeoutMs?: number;
  /** Growth of the heap in bytes at most. */
  readonly maxHeapBytes?: number;
  /** What running into a limit means: `fail` (default where there is a condition) or `accept`. */
  readonly onLimit?: 'fail' | 'accept';
  /** How many iterations' outputs to keep in the loop's summary. */
  readonly history?: number;
}

/** A declared loop: the connections that carry one iteration's values into the next. Run by `@tenon/plugin-cycles`. */
export interface Loop extends LoopLimits {
  readonly id: string;
  readonly back: readonly Connection[];
}
