import type { NodeWrapper } from '../plan/node-wraps.js';
import { Visit } from '../run/executor/visit.js';
import type { NodeContext } from '../workflow/node-context.js';

/**
 * Counts how often each visit calls the node's function, for its outcome. Stands right inside the wrappers that retry, and
 * nowhere where there are none.
 */
export const countAttempts: NodeWrapper = (next) => {
  const counts = new WeakMap<NodeContext, number>();
  return (inputs, context) => {
    const count = (counts.get(context) ?? 0) + 1;
    counts.set(context, count);
    // What is left of a visit that was given up on says nothing about the present one.
    if (context instanceof Visit && !context.isCancelled) {
      context.frame.note().attempts.set(context.step.index, count);
    }
    return next(inputs, context);
  };
};
