import type { LoopEnd, NodeOutcome } from '@tenon/core';

/** One visit of a node, with its times. */
export interface TimedVisit {
  /** The node by its path: `sub/node`. */
  readonly node: string;
  /** Which visit of the node it is, from 1. */
  readonly visit: number;
  /** In the clock's milliseconds. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly status: NodeOutcome['status'];
}

/** A number among the outputs of a node that was visited several times, as it developed. */
export interface Series {
  /** The node by its path, then the output and the member in it: `fit.error`. */
  readonly name: string;
  readonly node: string;
  /** Visits from 1, and the value at each; evenly thinned out where there were very many. */
  readonly points: readonly (readonly [visit: number, value: number])[];
}

/** One run of a loop. */
export interface LoopCourse {
  readonly loop: string;
  readonly endedAt: number;
  readonly iterations: number;
  readonly reason: LoopEnd;
}

/** What a run did when, as far as its events told. */
export interface Timeline {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly visits: readonly TimedVisit[];
  readonly series: readonly Series[];
  readonly loops: readonly LoopCourse[];
  /** Visits and loops that are not on record, because there were too many or the reader was too slow. */
  readonly missing: number;
}
