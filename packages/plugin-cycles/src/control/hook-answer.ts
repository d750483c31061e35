import { describeValue, type Ending, type LoopEnd, RuntimeError } from '@tenon/core';
import { type LoopPlan, placeOf } from './loop-plan.js';

/** Ends that say the loop went well: an error beside them would contradict them. */
const GOOD: readonly LoopEnd[] = ['converged', 'exited'];
const LIMITS: readonly LoopEnd[] = ['maxIterations', 'timeout', 'memory'];

/**
 * What the taps of `CycleHooks.iteration` answered. Throws HOOK_MISUSE for what is no end of a loop, so that none ends well
 * that was told to fail.
 */
export function hookAnswer(answer: unknown, plan: LoopPlan): Ending | undefined {
  if (answer === undefined) return undefined;
  const ending = endingIn(answer);
  if (ending !== undefined) return ending;
  throw new RuntimeError(
    'HOOK_MISUSE',
    `A tap of the hook "CycleHooks.iteration" answered ${describeValue(answer)} for loop "${plan.id}".`,
    {
      hint: "Answer undefined to let the loop decide, or how it ends: { reason: 'converged' }, or { reason: 'failed', error } with a RuntimeError.",
      where: { ...placeOf(plan), hook: 'CycleHooks.iteration' },
    },
  );
}

/** The end that a value states, read once; `undefined` where it is none, or cannot be read. */
function endingIn(answer: unknown): Ending | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  try {
    const { reason, error } = answer as { readonly reason?: LoopEnd; readonly error?: unknown };
    if (reason === undefined) return undefined;
    if (error === undefined) {
      return GOOD.includes(reason) || LIMITS.includes(reason) ? { reason } : undefined;
    }
    const mayFail = reason === 'failed' || LIMITS.includes(reason);
    return mayFail && RuntimeError.is(error) ? { reason, error } : undefined;
  } catch {
    return undefined;
  }
}
