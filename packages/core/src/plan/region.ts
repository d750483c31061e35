import type { RuntimeError } from '../errors/runtime-error.js';
import type { Run } from '../run/run.js';

/** How a loop ended. */
export type LoopEnd =
  | 'converged'
  | 'exited'
  | 'maxIterations'
  | 'timeout'
  | 'memory'
  | 'failed'
  | 'aborted';

/** The end of a loop; with an error, the loop failed. */
export interface Ending {
  readonly reason: LoopEnd;
  readonly error?: RuntimeError;
}

/** What a controller answers after an iteration: once more, or how the loop ended. */
export type Verdict = 'again' | Ending;

/**
 * What the controller of a loop adds to its summary. A plugin states what it adds by declaration merging, as with
 * `ErrorCodes`.
 */
export interface LoopDetails {
  readonly [name: string]: unknown;
}

/** What a controller may know of the loop it controls, while it runs. */
export interface RegionScope {
  readonly id: string;
  readonly run: Run;
  /** The iteration, from 1. */
  readonly iteration: number;
  /** Milliseconds since this run of the loop began. */
  readonly elapsedMs: number;
  /**
   * The outputs of a node of the body in this iteration; `undefined` where it did not complete in it. Once the loop has
   * ended, those of its last iteration.
   */
  outputsOf(node: string): Readonly<Record<string, unknown>> | undefined;
  /** Adds to the loop's summary in the run's result. */
  report(details: LoopDetails): void;
  /** Whether somebody reads the run's events. */
  readonly isWatched: boolean;
  /**
   * Tells those who read the run's events which iteration has been done, and what else there is to tell of it: the event
   * `loopIterated`.
   */
  progress(details?: LoopDetails): void;
  /** Ends the loop from outside an iteration: a time limit, say. Running nodes of the body are aborted first. */
  end(ending: Ending): void;
}

/** One run of a loop, as its controller sees it. */
export interface RegionSession {
  /** Asked after each iteration that left a back edge live. May be asynchronous. */
  decide(scope: RegionScope): Verdict | PromiseLike<Verdict>;
  /** Called once when this run of the loop has ended, whatever ended it. May still report. */
  ended?(ending: Ending, iterations: number): void;
}

/** What decides on a region: supplied by the plugin that declared it, shared by all runs. */
export interface RegionController {
  /** Starts one run of the loop. What it answers holds the state of that run. */
  begin(scope: RegionScope): RegionSession;
}

/** A region as the scheduler reads it. Its steps are `start … end - 1`, those of inner regions included. */
export interface Region {
  readonly index: number;
  readonly id: string;
  readonly start: number;
  readonly end: number;
  /** The region around it, or -1. */
  readonly parent: number;
  /** The units directly inside: steps, and inner regions as `steps + region`. In plan order. */
  readonly units: Int32Array;
  /** Whether inner regions are among them. */
  readonly holdsRegions: boolean;
  /** Back edges, as indexes into the plan's back edges. */
  readonly back: Int32Array;
  /**
   * Those whose values are put aside at the end of an iteration. A node directly inside that feeds itself needs none of
   * that: when it reads its own outputs, they are still those of the iteration before.
   */
  readonly handed: Int32Array;
  readonly maxIterations: number;
  readonly controller: RegionController;
}
