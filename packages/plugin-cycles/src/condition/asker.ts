import type { RegionScope } from '@tenon/core';
import type { LoopPlan } from '../control/loop-plan.js';
import type { WatchedNumber } from '../watch/watched-number.js';
import { FunctionAsker } from './function-asker.js';
import { TextAsker } from './text-asker.js';

/** Asks the condition of one run of a loop. */
export interface Asker {
  /** Whether the loop is over. Throws, or rejects with, what the condition throws: CONDITION_FAILED. */
  isOver(): boolean | PromiseLike<boolean>;
  /** The next iteration is about to begin: what is present becomes what was last. */
  turn(): void;
  /** The numbers that the condition went by, and how they developed; `undefined` where it went by none. */
  watched(): Readonly<Record<string, WatchedNumber>> | undefined;
  /** The same as part of a sentence. */
  observation(): string | undefined;
}

/** Begins to ask for one run of a loop. */
export function askerOf(plan: LoopPlan, scope: RegionScope): Asker | undefined {
  if (plan.condition === undefined) return undefined;
  return plan.condition.condition.kind === 'function'
    ? new FunctionAsker(plan, plan.condition, scope)
    : new TextAsker(plan, plan.condition, scope);
}
