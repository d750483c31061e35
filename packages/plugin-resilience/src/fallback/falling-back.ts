import {
  type Invoke,
  type InvokeResult,
  isThenable,
  type NodeWrapper,
  RuntimeError,
} from '@tenon/core';
import { isAbout, nameOf } from '../errors.js';
import { type Site, saying, tell } from '../kit.js';
import type { FallbackPolicy } from '../policy/policy.js';

/**
 * Answers something else where a node failed: when it was called in vain, and when a breaker or a bulkhead did not let it be
 * called. Where the stand-in fails as well, its error is the node's, and the first one is told.
 */
export function fallingBack(policy: FallbackPolicy, standIn: Invoke, { node }: Site): NodeWrapper {
  const what = policy.outputs === undefined ? 'another node' : 'its fallback';
  return (next) => (inputs, context) => {
    const failed = (error: unknown): InvokeResult | PromiseLike<InvokeResult> => {
      if (context.signal.aborted || !isAbout(policy, error)) throw error;
      const refused = RuntimeError.is(error) && error.where.node === node;
      const text = `It stands on ${what}: ${refused ? error.message : `${saying(error)}.`}`;
      tell(context, 'fallbackTaken', text, { error: nameOf(error) });
      return standIn(inputs, context);
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
}
