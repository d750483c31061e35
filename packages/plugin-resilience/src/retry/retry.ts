import {
  type InvokeInputs,
  type InvokeResult,
  isThenable,
  type NodeContext,
  type NodeWrapper,
  runOf,
} from '@tenon/core';
import { askedDelay, isAbout, nameOf } from '../errors.js';
import { inMs, type Kit, type Site, saying, tell } from '../kit.js';
import { DEFAULTS } from '../policy/figures.js';
import type { RetryPolicy } from '../policy/policy.js';
import { wait } from '../wait.js';
import { Delays } from './delays.js';

/** One visit whose first attempt failed. */
interface Trial {
  readonly inputs: InvokeInputs;
  readonly context: NodeContext;
  readonly startedAt: number;
  readonly delays: Delays;
}

/** What is done about an attempt that failed: wait and call again, or stop, and why where there is something to say. */
type Decision = { readonly delayMs: number } | { readonly ends: string | undefined };

/**
 * Calls a node again when it fails. A visit that was told to stop is not called again, and does not wait. The first attempt
 * costs nothing but a reading of the clock where there is a budget; what answers at once is never waited for.
 */
export function retrying(kit: Kit, policy: RetryPolicy, { node }: Site): NodeWrapper {
  const { clock, random, calls } = kit;
  const { attempts = DEFAULTS.attempts, maxDelayMs = DEFAULTS.maxDelayMs, budgetMs } = policy;

  const decide = (trial: Trial, error: unknown, attempt: number): Decision => {
    if (!isAbout(policy, error) || policy.when?.(error, attempt) === false) {
      return { ends: 'it is not to be called again after that' };
    }
    if (attempt >= attempts) return { ends: attempts > 1 ? 'it was the last attempt' : undefined };
    const asked = askedDelay(error);
    if (asked !== undefined && asked > maxDelayMs) {
      return {
        ends: `the error asks for ${inMs(asked)}, and no delay exceeds ${inMs(maxDelayMs)}`,
      };
    }
    const delayMs = asked ?? trial.delays.next();
    if (budgetMs !== undefined && clock.now() - trial.startedAt + delayMs > budgetMs) {
      return { ends: `its budget of ${inMs(budgetMs)} is spent` };
    }
    return { delayMs };
  };

  /** Answers the delay; `undefined` where this was the last attempt. */
  const judge = (trial: Trial, error: unknown, attempt: number): number | undefined => {
    const { context } = trial;
    if (context.signal.aborted) return undefined;
    const decision = decide(trial, error, attempt);
    const told = { attempt, of: attempts, error: nameOf(error) };
    const what = `Attempt ${String(attempt)} of ${String(attempts)} failed: ${saying(error)}`;
    if ('ends' in decision) {
      if (decision.ends !== undefined) {
        tell(context, 'attemptsEnded', `${what}; ${decision.ends}.`, told);
      }
      return undefined;
    }
    const { delayMs } = decision;
    const text = delayMs === 0 ? `${what}.` : `${what}; ${inMs(delayMs)} to the next.`;
    tell(context, 'attemptFailed', text, { ...told, delayMs });
    calls.attemptFailed?.({ node, attempt, of: attempts, delayMs, error }, runOf(context));
    return delayMs;
  };

  return (next) => {
    const again = async (trial: Trial, first: number): Promise<InvokeResult> => {
      const { inputs, context } = trial;
      let delayMs = first;
      for (let attempt = 2; ; attempt++) {
        if (delayMs > 0) await wait(delayMs, clock, context.signal);
        if (context.signal.aborted) throw context.signal.reason;
        try {
          const answer = next(inputs, context);
          const outputs = isThenable(answer) ? await answer : answer;
          tell(context, 'attemptSucceeded', `Attempt ${String(attempt)} succeeded.`, { attempt });
          return outputs;
        } catch (error) {
          const delay = judge(trial, error, attempt);
          if (delay === undefined) throw error;
          delayMs = delay;
        }
      }
    };

    return (inputs, context) => {
      const startedAt = budgetMs === undefined ? 0 : clock.now();
      const failed = (error: unknown): Promise<InvokeResult> => {
        const trial = { inputs, context, startedAt, delays: new Delays(policy, random) };
        const delayMs = judge(trial, error, 1);
        if (delayMs === undefined) throw error;
        return again(trial, delayMs);
      };
      let answer: InvokeResult | PromiseLike<InvokeResult>;
      try {
        answer = next(inputs, context);
        if (!isThenable(answer)) return answer;
      } catch (error) {
        return failed(error);
      }
      return Promise.resolve(answer).then(undefined, failed);
    };
  };
}
