import { describeValue, type Ending, RuntimeError } from '@tenon/core';
import type { LoopPlan } from './loop-plan.js';

/** What the taps of `CycleHooks.iteration` answered. Throws HOOK_MISUSE for what is no end of a loop. */
export function hookAnswer(answer: unknown, { id, workflow }: LoopPlan): Ending | undefined {
  if (answer === undefined) return undefined;
  if (typeof answer === 'object' && answer !== null && 'reason' in answer) return answer as Ending;
  throw new RuntimeError(
    'HOOK_MISUSE',
    `A tap of the hook "CycleHooks.iteration" answered ${describeValue(answer)} for loop "${id}".`,
    {
      hint: "Answer undefined to let the loop decide, or how it ends: { reason: 'converged' }.",
      where: { workflow, loop: id, hook: 'CycleHooks.iteration' },
    },
  );
}
