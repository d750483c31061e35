import type { ErrorPlace } from '@tenon/core';
import type { LoopCondition } from '../condition/loop-condition.js';
import type { SurveyedLoop } from '../survey.js';

/** A loop as its controller reads it: compiled once with the plan, shared by all runs. */
export interface LoopPlan {
  readonly id: string;
  readonly workflow: string;
  /** The ids of the body's nodes. */
  readonly body: readonly string[];
  /** The place of each of them among them. */
  readonly placeOf: ReadonlyMap<string, number>;
  readonly maxIterations: number;
  readonly condition: LoopCondition | undefined;
  /** Milliseconds; `Infinity` for no limit. */
  readonly timeoutMs: number;
  /** Bytes; `Infinity` for no limit. */
  readonly maxHeapBytes: number;
  /** Whether running into a limit ends the loop well. */
  readonly acceptsLimits: boolean;
  /** Iterations to keep. */
  readonly history: number;
}

/** Iterations of a loop that states no number, in a runtime that states none. */
const DEFAULT_ITERATIONS = 1_000;

/** What a declaration comes to, with the defaults of the runtime. */
export function loopPlanOf(
  { loop, body, condition }: SurveyedLoop,
  workflow: string,
  maxIterations = DEFAULT_ITERATIONS,
): LoopPlan {
  const ids = body.map(({ id }) => id);
  return Object.freeze({
    id: loop.id,
    workflow,
    body: ids,
    placeOf: new Map(ids.map((id, place) => [id, place])),
    maxIterations: loop.maxIterations ?? maxIterations,
    condition: condition.read,
    timeoutMs: loop.timeoutMs ?? Number.POSITIVE_INFINITY,
    maxHeapBytes: loop.maxHeapBytes ?? Number.POSITIVE_INFINITY,
    acceptsLimits: loop.onLimit === 'accept',
    history: loop.history ?? 0,
  });
}

/** Where an error of a loop stands. */
export function placeOf({ workflow, id }: LoopPlan): ErrorPlace {
  return { workflow, loop: id };
}

/** Whether there is nothing to do after an iteration but to count it. */
export function isCounted({ condition, timeoutMs, maxHeapBytes, history }: LoopPlan): boolean {
  return (
    condition === undefined &&
    timeoutMs === Number.POSITIVE_INFINITY &&
    maxHeapBytes === Number.POSITIVE_INFINITY &&
    history === 0
  );
}
