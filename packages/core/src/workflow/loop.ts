import type { Connection } from './connection.js';
import type { NodeHandle, OutputHandle } from './handles.js';
import type { OutputValues, ReadonlyData } from './port.js';

/** What the nodes of a loop's body gave in one iteration, as a function sees it. */
export interface LoopOutputs {
  /** Each node of the body by id, with its outputs; `null` where it was skipped. */
  readonly nodes: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
  /**
   * The value of an output, or of a place inside one: `value(refine.out.score)`. Throws where there is none, because the
   * node was skipped or delivered nothing there, so that a condition never goes by a value that is not.
   */
  readonly value: <T>(handle: OutputHandle<T>) => ReadonlyData<T>;
  /** All outputs of a node; `undefined` where it was skipped. */
  readonly of: <I, O>(handle: NodeHandle<I, O>) => OutputValues<O> | undefined;
}

/** What a loop's condition sees: what the nodes of its body gave, and where the loop stands. */
export interface LoopView extends LoopOutputs {
  /** The same of the last iteration; `null` in the first. */
  readonly previous: LoopOutputs | null;
  /** The iteration, from 1. */
  readonly iteration: number;
  /** Milliseconds since this run of the loop began. */
  readonly elapsedMs: number;
}

/**
 * Asked after each iteration: CEL text over the nodes of the body by id, `nodes`, `previous`, `iteration` and `elapsedMs`,
 * or a function, which may answer a promise.
 *
 * @example
 * until: 'refine.score > 0.9'
 * until: ({ value, previous }) => previous !== null && value(fit.out.error) >= previous.value(fit.out.error)
 */
export type LoopCondition = string | ((view: LoopView) => boolean | PromiseLike<boolean>);

/** How a loop ends. */
export interface LoopLimits {
  /** Iterations at most, up to 2³¹ - 1; 1,000 where nothing is said. */
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
