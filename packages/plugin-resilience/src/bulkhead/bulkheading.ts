import {
  type InvokeResult,
  isThenable,
  type NodeContext,
  type NodeWrapper,
  RuntimeError,
} from '@tenon/core';
import { placeOf, titleOf } from '../breaker/guarding.js';
import { type Kit, type Site, tell } from '../kit.js';
import type { BulkheadPolicy } from '../policy/policy.js';
import type { Bulkhead } from './bulkhead.js';

/**
 * Limits how many attempts go on at once. Each takes a slot of its own, so that none is held while a visit waits for its next
 * attempt; and a slot is given back when the attempt comes back, or its visit is told to stop.
 */
export function bulkheading(
  { bulkheads }: Kit,
  { concurrent, queue = 0, ...sharing }: BulkheadPolicy,
  site: Site,
): NodeWrapper {
  const place = placeOf(sharing, site);
  const title = titleOf(place);
  const key = bulkheads.keyOf(place, concurrent, queue);

  return (next) => (inputs, context) => {
    const bulkhead = bulkheads.of(key, concurrent, queue);
    let wake: () => void = () => undefined;
    const waiter = { wake: () => wake() };
    const call = () =>
      calling(
        () => next(inputs, context),
        context,
        () => bulkheads.leave(key, bulkhead),
      );
    switch (bulkhead.enter(waiter)) {
      case 'entered':
        return call();
      case 'full': {
        const error = refusal(site, title, bulkhead);
        tell(context, 'bulkheadRefused', error.message, { ...place, concurrent, queue });
        throw error;
      }
      case 'waits':
        return new Promise<void>((resolve, reject) => {
          const { signal } = context;
          const stop = () => {
            bulkhead.forget(waiter);
            reject(signal.reason as Error);
          };
          wake = () => {
            signal.removeEventListener('abort', stop);
            resolve();
          };
          if (signal.aborted) stop();
          else signal.addEventListener('abort', stop, { once: true });
        }).then(() => {
          if (!context.signal.aborted) return call();
          // It was told to stop between its turn and this.
          bulkheads.leave(key, bulkhead);
          throw context.signal.reason;
        });
    }
  };
}

/** Calls, and leaves once, however the call ends. */
function calling(
  call: () => InvokeResult | PromiseLike<InvokeResult>,
  { signal }: NodeContext,
  leave: () => void,
): InvokeResult | PromiseLike<InvokeResult> {
  let answer: InvokeResult | PromiseLike<InvokeResult>;
  let isLater: boolean;
  try {
    answer = call();
    isLater = isThenable(answer); // which an answer may make impossible to tell
  } catch (error) {
    leave();
    throw error;
  }
  if (!isLater) {
    leave();
    return answer;
  }
  let isOut = false;
  const out = () => {
    if (isOut) return;
    isOut = true;
    signal.removeEventListener('abort', out);
    leave();
  };
  // A node that ignores its signal would keep its slot for ever.
  if (signal.aborted) out();
  else signal.addEventListener('abort', out, { once: true });
  return Promise.resolve(answer).then(
    (outputs) => {
      out();
      return outputs;
    },
    (error: unknown) => {
      out();
      throw error;
    },
  );
}

function refusal(
  { node, workflow }: Site,
  title: string,
  { taken, waiting }: Bulkhead,
): RuntimeError {
  const queue = waiting === 0 ? '' : `, and ${String(waiting)} wait`;
  return new RuntimeError(
    'BULKHEAD_FULL',
    `Node "${node}" was not called: of ${title}, ${String(taken)} ${taken === 1 ? 'call goes' : 'calls go'} on${queue}.`,
    {
      hint: 'Raise "concurrent" or "queue" of its bulkhead, or retry it.',
      where: { node, workflow },
    },
  );
}
