import type { Calls, RegionController } from '@tenon/core';
import type { HeapGauge } from '../heap-gauge.js';
import type { CycleHooks } from '../hooks.js';
import { CountedSession } from './counted-session.js';
import { isCounted, type LoopPlan } from './loop-plan.js';
import { LoopSession } from './loop-session.js';

/** What the controllers of a runtime share. */
export interface ControlKit {
  readonly calls: Calls<ReturnType<(typeof CycleHooks)['create']>>;
  readonly heap: HeapGauge;
  /** Milliseconds between two events that tell of progress. */
  readonly progressMs: number;
}

/** The controller of a loop. A loop that is only counted has a session that does no more than that. */
export function controllerOf(plan: LoopPlan, kit: ControlKit): RegionController {
  const { calls, progressMs } = kit;
  if (!isCounted(plan)) return { begin: (scope) => new LoopSession(plan, kit, scope) };
  return {
    begin: (scope) =>
      calls.iteration === null && calls.finished === null
        ? new CountedSession(plan.maxIterations, progressMs)
        : new LoopSession(plan, kit, scope),
  };
}
